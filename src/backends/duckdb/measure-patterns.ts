import { InputError } from '../../core/faults.ts'
import type { Measurement, Probe } from '../../core/probe.ts'
import { patternOf } from '../../sql/measure-plan.ts'
import type { Session } from './session.ts'

type Refusal = Extract<Measurement, { measured: false }>

/** What RE2 says of expressions that no dialect takes, as against those of look-around, back-references and the like. */
const BROKEN =
  /^(missing [\])]|unexpected \)|missing closing|no argument for repetition|missing argument to repetition|trailing \\|invalid character class range: (?!\\))/

/**
 * Probes whose pattern the engine's matcher (RE2) does not know, look-around above all, with the reason: in a common
 * query one such pattern fails all probes.
 */
export async function findRefusedPatterns(
  session: Session,
  probes: readonly Probe[],
  signal: AbortSignal,
): Promise<ReadonlyMap<Probe, Refusal>> {
  const patterns = new Set(probes.map(patternOf).filter((pattern) => pattern !== null))
  if (patterns.size === 0) return new Map()
  if ((await tryPatterns(session, [...patterns], signal)) === null) return new Map()
  const refusals = new Map<string, Refusal>()
  for (const pattern of patterns) {
    const reason = await tryPatterns(session, [pattern], signal)
    if (reason !== null) refusals.set(pattern, describeRefusal(reason))
  }
  return new Map(
    probes.flatMap((probe) => {
      const refusal = refusals.get(patternOf(probe) ?? '')
      return refusal === undefined ? [] : [[probe, refusal] as const]
    }),
  )
}

function describeRefusal(reason: string): Refusal {
  if (BROKEN.test(reason)) return { measured: false, reason: `the pattern is broken (${reason})`, isBroken: true }
  return { measured: false, reason: `the pattern is not one that RE2 knows (${reason})` }
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
