import type { MetricCheckResult, Result } from '../core/result.ts'
import { formatConfidence } from './metric-rows.ts'
import { countDecimals, formatCount, formatNumber, separateFromLimit } from './numbers.ts'
import { IN_PERCENT, isPlain, type Wording, wordMetric } from './plain-wording.ts'
import { nameBaseline } from './section.ts'

type Interval = readonly [number, number]

/** How a number of the metric is written: a share as so many of a round count, others with the digits they deserve. */
interface Unit {
  /** Of how many a share is told; null for a number on a scale of its own. */
  readonly of: number | null
  write(value: number): string
  /** The value that is read from what `write` gives. */
  round(value: number): number
  /** A difference without its sign. */
  writeGap(value: number): string
}

/**
 * A comparison in one or two sentences for people who read no statistics: what the candidate does, what the model it
 * would replace does, and how far the data bear the difference out. It says no more than the interval does: an interval
 * that holds 0 leaves open which of the two is better. null for other commands and where nothing was measured.
 */
export function describePlainly(result: Result): string | null {
  if (result.command !== 'compare') return null
  const check = findHeadline(result)
  if (check === undefined) return null
  const { candidate, baseline, difference } = check.statistics
  const wording = wordMetric(check.target.metric!)
  const isCompared = baseline !== null && baseline.value !== null && difference !== null && difference.value !== null
  const unit = chooseUnit(check, wording, isCompared ? difference : { value: candidate.value, interval: null })
  const start = unit.of === null ? '' : `of ${formatCount(unit.of)} ${wording.of}, `
  const lead = capitalize(`${start}${wording.own(unit.write(candidate.value!))}`)
  if (!isCompared) {
    const range = candidate.interval?.map((end) => unit.write(end)).join(' to ')
    return range === undefined ? `${lead}.` : `${lead}; the data allow ${range}.`
  }
  const short = nameBaseline(result.baseline).short
  const other = wording.other(short === 'baseline' ? 'the baseline' : short, unit.write(baseline.value!))
  // what a reader gets from the two numbers that stand there
  const gap = describeGap(unit.round(candidate.value!) - unit.round(baseline.value!), unit, wording)
  return `${lead}, ${other}${gap === null ? '' : `: ${gap}`}. ${describeCertainty(check, unit, wording)}`
}

/**
 * A metric over all rows that a gate of the policy names, one that blocks first, else one that was measured; among them
 * the first that can be told in plain words.
 */
function findHeadline({ checks }: Result): MetricCheckResult | undefined {
  const measured = checks.filter(
    (check): check is MetricCheckResult =>
      check.kind === 'metric' &&
      check.target.slice === null &&
      check.target.column === null &&
      check.target.metric !== null &&
      check.statistics.rows > 0 &&
      check.statistics.candidate.value !== null,
  )
  const gates = checks.filter(({ kind, target }) => kind === 'gate' && target.slice === null && target.metric !== null)
  const asked = [...gates.filter(({ blocks }) => blocks), ...gates].flatMap(({ target }) =>
    measured.filter((check) => check.target.metric === target.metric),
  )
  const pick = (list: readonly MetricCheckResult[]) => list.find(({ target }) => isPlain(target.metric!)) ?? list[0]
  return pick(asked) ?? pick(measured)
}

function chooseUnit(
  check: MetricCheckResult,
  { of }: Wording,
  { value, interval }: { readonly value: number | null; readonly interval: Interval | null },
): Unit {
  const { candidate, baseline } = check.statistics
  if (of !== null) {
    const told = listTold(value, interval)
    const count = [1e3, 1e4, 1e5, 1e6].find((size) => told.every((number) => Math.abs(number) * size >= 0.5)) ?? 1e6
    const write = (share: number) => formatCount(Math.round(share * count))
    return { of: count, write, writeGap: write, round: (share) => Math.round(share * count) / count }
  }
  const factor = IN_PERCENT.includes(check.target.metric!) ? 100 : 1
  const grow = (number: number) => number * factor
  const levels = [candidate.value, baseline?.value ?? null].filter((level) => level !== null).map(grow)
  const ends = (interval ?? candidate.interval)?.map(grow) as [number, number] | undefined
  const known = countDecimals(levels, ends ?? null)
  const decimals = interval === null ? known : separateFromLimit(known, listTold(value, interval).map(grow), 0)
  const format = (number: number) => formatNumber(grow(number), decimals)
  const [level, gap] = factor === 100 ? [' %', ' points'] : ['', '']
  return {
    of: null,
    write: (number) => format(number) + level,
    writeGap: (number) => format(number) + gap,
    round: (number) => Number(grow(number).toFixed(decimals)) / factor,
  }
}

/** What must not be rounded away: the difference, and the ends of an interval that tells the two models apart. */
function listTold(value: number | null, interval: Interval | null): readonly number[] {
  const isClear = interval !== null && interval[0] * interval[1] > 0
  return [value ?? 0, ...(isClear ? interval : [])].filter((number) => number !== 0)
}

/** `16 more`; null where the two are told as the same. */
function describeGap(value: number, unit: Unit, { more, less }: Wording): string | null {
  const size = unit.writeGap(Math.abs(value))
  return /[1-9]/.test(size) ? `${size} ${value > 0 ? more : less}` : null
}

function describeCertainty(check: MetricCheckResult, unit: Unit, wording: Wording): string {
  const { difference, better, rows } = check.statistics
  const { interval, confidence } = difference!
  if (interval === null) return `How sure that is cannot be told from these ${formatCount(rows)} rows.`
  const [low, high] = interval
  if (low === 0 && high === 0) return 'On these rows both are the same.'
  const likely = `such a range is right ${describeOdds(confidence)}`
  if (low <= 0 && high >= 0) {
    const open = better === 'none' ? 'so it is open whether they differ' : 'so it is open which of the two is better'
    return `The data allow anything from ${describeEnd(low, unit, wording)} to ${describeEnd(high, unit, wording)} (${likely}), ${open}.`
  }
  const [near, far] = low > 0 ? [low, high] : [-high, -low]
  const range = `${unit.writeGap(near).replace(/ points$/, '')} to ${unit.writeGap(far)} ${low > 0 ? wording.more : wording.less}`
  if (better === 'none') return `The data allow ${range} (${likely}).`
  const isBetter = low > 0 === (better === 'higher')
  return `The data allow ${range} (${likely}), which speaks ${isBetter ? 'for' : 'against'} the candidate.`
}

function describeEnd(value: number, unit: Unit, { more, less }: Wording): string {
  return `${unit.writeGap(Math.abs(value))} ${value > 0 ? more : less}`
}

/** `19 times in 20`. */
function describeOdds(confidence: number): string {
  const rounds = [10, 20, 100, 1000].find(
    (count) => Math.abs(Math.round(confidence * count) - confidence * count) < 1e-9,
  )
  return rounds === undefined
    ? `${formatConfidence(confidence)} of the time`
    : `${Math.round(confidence * rounds)} times in ${rounds}`
}

const capitalize = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
