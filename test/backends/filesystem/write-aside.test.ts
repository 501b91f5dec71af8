import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { lstatSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { writeAside } from '../../../src/backends/filesystem/write-aside.ts'
import { makeFolder } from '../../support/temporary-folder.ts'

describe('a file that is written', () => {
  it('is whole, in folders made for it, and leaves nothing beside it', async () => {
    const folder = makeFolder({ 'old.txt': 'old' })
    await writeAside(join(folder, 'old.txt'), 'new')
    await writeAside(join(folder, 'a/b/new.txt'), 'new')
    expect(readFileSync(join(folder, 'old.txt'), 'utf8')).toBe('new')
    expect(readdirSync(folder, { recursive: true }).sort()).toEqual(['a', 'a/b', 'a/b/new.txt', 'old.txt'])
  })

  it('stays behind the link that leads to it', async () => {
    const folder = makeFolder({ 'kept/report.txt': 'old' })
    symlinkSync('kept/report.txt', join(folder, 'latest.txt'))
    await writeAside(join(folder, 'latest.txt'), 'new')
    expect(lstatSync(join(folder, 'latest.txt')).isSymbolicLink()).toBe(true)
    expect(readFileSync(join(folder, 'kept/report.txt'), 'utf8')).toBe('new')
  })

  it('never takes the place of a pipe or a device', async () => {
    const pipe = join(makeFolder(), 'pipe')
    execFileSync('mkfifo', [pipe])
    const reader = spawn('cat', [pipe], { stdio: ['ignore', 'pipe', 'ignore'] })
    const read = reader.stdout.toArray()
    const ended = once(reader, 'close')
    await writeAside(pipe, 'through it')
    await ended
    expect(Buffer.concat(await read).toString()).toBe('through it')
    expect(lstatSync(pipe).isFIFO()).toBe(true)
  })
})
