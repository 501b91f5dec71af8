import type { MeasuredValues, Measurement, Probe } from '../../core/probe.ts'

/** What was found of each question. */
export type Answers = ReadonlyMap<Probe, Measurement>

/** The value of an answer; null where there is none. */
export function findAnswer<P extends Probe>(answers: Answers, probe: P): MeasuredValues[P['kind']] | null {
  const answer = answers.get(probe)
  return answer?.measured === true ? (answer.value as MeasuredValues[P['kind']]) : null
}
