import { InputError } from '../../core/faults.ts'
import type { Probe } from '../../core/probe.ts'
import type { Session } from './session.ts'

/**
 * Probes whose pattern the engine's matcher (RE2) does not know, look-around above all, with the reason: in the common
 * query one such pattern would fail all probes.
 */
export async function findBrokenPatterns(
  session: Session,
  probes: readonly Probe[],
  signal: AbortSignal,
): Promise<ReadonlyMap<Probe, string>> {
  const reasons = new Map<string, string>()
  const patterns = new Set(probes.map(patternOf).filter((pattern) => pattern !== null))
  if (patterns.size === 0) return new Map()
  if ((await tryPatterns(session, [...patterns], signal)) === null) return new Map()
  for (const pattern of patterns) {
    const reason = await tryPatterns(session, [pattern], signal)
    if (reason !== null) reasons.set(pattern, `the pattern is not one that RE2 knows (${reason})`)
  }
  return new Map(
    probes.flatMap((probe) => {
      const reason = reasons.get(patternOf(probe) ?? '')
      return reason === undefined ? [] : [[probe, reason] as const]
    }),
  )
}

function patternOf(probe: Probe): string | null {
  if (probe.kind !== 'rows') return null
  return probe.test.kind === 'pattern' || probe.test.kind === 'allowed' ? probe.test.pattern : null
}

/** What the matcher says against the first pattern that it does not know; null where it knows all. */
async function tryPatterns(session: Session, patterns: readonly string[], signal: AbortSignal): Promise<string | null> {
  const tests = patterns.map((_, index) => `regexp_matches('', $${index + 1})`)
  try {
    await session.query(`SELECT ${tests.join(', ')}`, signal, patterns)
    return null
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return error.message.split('\n', 1)[0]!.replace(/^.*?Error: /, '')
  }
}
