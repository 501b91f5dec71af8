import { execFileSync } from 'node:child_process'
import { cpSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { makeFolder } from '../support/temporary-folder.ts'

const FIXTURES = join(import.meta.dirname, '../fixtures/contract-proof')
/** Installs it as the benchmarks do, and tells where it is. */
const INSTALL = `
  import { ensureDatacontract } from ${JSON.stringify(new URL('../../bench/datacontract.mjs', import.meta.url).href)}
  process.stdout.write(ensureDatacontract())
`

let python = ''
beforeAll(() => {
  const program = execFileSync(process.execPath, ['--input-type=module', '--eval', INSTALL], { encoding: 'utf8' })
  python = join(dirname(program), 'python')
})

describe('datacontract-cli, asked again', () => {
  it.each(['longley', 'longley_readable', 'sunspots'])('says of %s what was written down', (table) => {
    const folder = makeFolder()
    for (const name of ['peer.py', table]) cpSync(join(FIXTURES, name), join(folder, name), { recursive: true })
    const env = { PATH: process.env['PATH'], HOME: folder, PYTHONDONTWRITEBYTECODE: '1', DO_NOT_TRACK: '1' }
    execFileSync(python, ['peer.py', table], { cwd: folder, env, stdio: 'ignore', timeout: 240_000 })
    const answers = (root: string) => JSON.parse(readFileSync(join(root, table, 'datacontract.json'), 'utf8'))
    expect(answers(folder)).toEqual(answers(FIXTURES))
  })
})
