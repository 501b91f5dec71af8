import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DIST, ROOT } from '../support/built.ts'
import { plainEnvironment } from '../support/command-line.ts'

/** `npm run demo` against the build under test, in a folder whose name holds blanks. */

let folder: string
let stdout: string
let stderr: string
let exitCode: number | null

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'a folder of '))
  const run = spawnSync(process.execPath, [join(ROOT, 'examples/churn/demo.mjs')], {
    cwd: folder,
    env: plainEnvironment({ MODELGATE_DIST: DIST, TMPDIR: folder, TEMP: folder, TMP: folder }),
    encoding: 'utf8',
  })
  exitCode = run.status
  stdout = run.stdout
  stderr = run.stderr
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What stands under a numbered headline of the demo. */
function part(number: number): string {
  const [, text = ''] =
    new RegExp(`^${number}\\. [\\s\\S]*?\\n([\\s\\S]*?)^(?:\\d\\. |The registry)`, 'm').exec(stdout) ?? []
  return text
}

describe('the demo', () => {
  it('runs to its end', () => {
    expect({ exitCode, stderr }, stdout).toEqual({ exitCode: 0, stderr: '' })
    expect(stdout).toMatch(/Took \d+\.\d s\.\n$/)
  })

  it('registers a first version and promotes a better one', () => {
    expect(part(1)).toMatch(/churn v0\.1\.0 is registered and in production/)
    expect(part(2)).toMatch(/churn v0\.2\.0 is registered and in production/)
    expect(stdout).toMatch(/assigned.*churn.*v0\.2\.0/)
  })

  it('refuses a worse one, with the reason in one sentence', () => {
    expect(part(3)).toMatch(
      /Refused: ROC AUC −0\.039 .* against production v0\.2\.0; allowed is a drop of less than 0\.01\./,
    )
    expect(part(3)).not.toContain('is registered')
  })

  it('calls the third too close, with the number of rows that would settle it', () => {
    const [, rows = ''] = /About ([\d,]+) more labelled rows would settle it/.exec(part(4)) ?? []
    expect(Number(rows.replaceAll(',', ''))).toBeGreaterThan(100)
    expect(part(4)).not.toMatch(/is registered|Refused/)
  })

  it('leaves the report as one HTML file and a repository whose remote holds both versions', () => {
    const [, html = ''] = /^As HTML: +(.+)$/m.exec(stdout) ?? []
    expect(html.startsWith(folder)).toBe(true)
    expect(statSync(html).size).toBeGreaterThan(20_000)
    expect(readFileSync(html, 'utf8')).toMatch(/^<!doctype html>/i)
    const [, work = ''] = /^The repository: +(.+)$/m.exec(stdout) ?? []
    expect(existsSync(join(work, 'modelgate.yml'))).toBe(true)
    const { stdout: tags } = spawnSync('git', ['ls-remote', '--tags', 'origin'], { cwd: work, encoding: 'utf8' })
    expect([...tags.matchAll(/refs\/tags\/(\S+@\S+?)(?:\^\{\})?$/gm)].map((match) => match[1])).toEqual(
      expect.arrayContaining(['churn@v0.1.0', 'churn@v0.2.0']),
    )
  })
})
