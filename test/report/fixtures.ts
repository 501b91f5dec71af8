import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Result, resultSchema } from '../../src/core/result.ts'

const OF_CHURN = ['compare-pass', 'compare-fail', 'compare-inconclusive', 'validate-pass', 'validate-fail'] as const
type TaskName = 'regression' | 'multiclass' | 'ranking' | 'forecast' | 'graded' | 'gates'
export type FixtureName = (typeof OF_CHURN)[number] | `compare-${TaskName}`

/** A committed result, read as report reads one. */
export function readFixture(name: FixtureName): Result {
  const folder = (OF_CHURN as readonly string[]).includes(name) ? '' : 'tasks'
  const path = join(import.meta.dirname, '../fixtures/results', folder, `${name}.json`)
  return resultSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
}

/** What data, pull requests and their authors may try to bring to life, in one string. */
export const HOSTILE = [
  '</script></title><script>alert(1)</script><img src=x onerror=alert(1)><!-- </details></td>',
  '@octocat @acme/team #123 acme/x#9 GH-12 mail@evil.example',
  '[a](javascript:alert(1)) ![i](https://evil.example/x.png) <https://evil.example> https://evil.example www.evil.example',
  'a|b\\| `c ``d`` **bold** ~~gone~~ $x$',
  '%%{init: {"theme": "x"}}%%',
  '\n::error file=x::told\n# heading\n- item\n\n```mermaid\ngraph\n```\r\n##[error]told',
  '\u202Egnp.exe\u2066\u200B\u0000\u001B[31m',
].join(' ')

/** The result with every text that is not a name of the schema replaced by `text`. */
export function poison(result: Result, text = HOSTILE): Result {
  const kept = new Set([
    'schema',
    'command',
    'verdict',
    'kind',
    'part',
    'severity',
    'trust',
    'better',
    'sha256',
    'id',
    'metric',
    'startedAt',
  ])
  const replace = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') return kept.has(key) ? value : text
    if (Array.isArray(value)) return value.map((item) => replace(item, key))
    if (value === null || typeof value !== 'object') return value
    const entries = Object.entries(value).map(([name, item]) => [
      key === 'values' ? `${text}${name}` : key === 'operands' ? `metrics[${JSON.stringify(text + name)}].low` : name,
      replace(item, name),
    ])
    return Object.fromEntries(entries)
  }
  return resultSchema.parse(replace(result, ''))
}
