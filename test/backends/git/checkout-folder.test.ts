import { existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeEmptyFolder, proveEmptyFolder } from '../../../src/backends/git/checkout-folder.ts'
import { InputError } from '../../../src/core/faults.ts'
import { makeFolder } from '../../support/temporary-folder.ts'

/** The error of both: they judge alike. */
async function refusalOf(folder: string): Promise<Error> {
  const errorOf = (asked: Promise<void>) =>
    asked.then(
      () => new Error('it can be made'),
      (error: Error) => error,
    )
  const proven = await errorOf(proveEmptyFolder(folder))
  expect(await errorOf(makeEmptyFolder(folder))).toEqual(proven)
  return proven
}

describe('the folder of a checkout', () => {
  it('is made with those above it, and taken away again with them where it is only proven', async () => {
    const top = makeFolder()
    mkdirSync(join(top, 'there'))
    const folder = join(top, 'there/a/b/c')
    await proveEmptyFolder(folder)
    expect(readdirSync(join(top, 'there'))).toEqual([])
    await makeEmptyFolder(folder)
    expect(readdirSync(folder)).toEqual([])
    await makeEmptyFolder(folder)
    await proveEmptyFolder(folder)
    expect(existsSync(folder)).toBe(true)
  })

  it('may be reached by a link', async () => {
    const top = makeFolder()
    mkdirSync(join(top, 'there'))
    symlinkSync('there', join(top, 'link'))
    await makeEmptyFolder(join(top, 'link'))
    await makeEmptyFolder(join(top, 'link/new'))
    expect(readdirSync(join(top, 'there'))).toEqual(['new'])
  })

  it('is refused where something is in it, or something else is in its way', async () => {
    const top = makeFolder({ 'filled/file': 'mine' })
    symlinkSync('nowhere', join(top, 'dangling'))
    for (const [name, why] of [
      ['filled', 'is not empty'],
      ['filled/file', 'is no folder'],
      ['filled/file/new', 'is no folder'],
      ['dangling', 'dangling is no folder, nor a link to one'],
      ['dangling/new', 'dangling is no folder, nor a link to one'],
    ] as const) {
      const error = await refusalOf(join(top, name))
      expect([error.constructor, error.message.includes(why)], error.message).toEqual([InputError, true])
    }
    expect(readdirSync(top).sort()).toEqual(['dangling', 'filled'])
  })

  it.runIf(process.platform === 'linux')('is refused, and not tried for good, where none can be made', async () => {
    for (const folder of ['/proc/foo', '/proc/foo/bar']) {
      const error = await refusalOf(folder)
      expect(error).toBeInstanceOf(InputError)
      expect(error.message).toBe(`${folder} cannot be made or written (ENOENT)\n  → name a folder that can be made`)
    }
  })

  it('that is too long a name leaves nothing of itself', async () => {
    const top = makeFolder()
    const error = await refusalOf(join(top, 'a', 'x'.repeat(300)))
    expect([error.constructor, error.message.includes('ENAMETOOLONG')]).toEqual([InputError, true])
    expect(readdirSync(top)).toEqual([])
  })
})
