import type { Outcome } from '../commands/command.ts'
import { InputError, SystemError } from '../core/faults.ts'

/** 0 pass, 1 no, 2 blocking inconclusive, 3 unusable request, 4 a system did not answer, or a bug. */
export type ExitCode = 0 | 1 | 2 | 3 | 4

/** Worst first, as surface has it for several models. */
const WORST_FIRST: readonly ExitCode[] = [4, 3, 1, 2, 0]

export function exitCodeOfError(error: unknown): ExitCode {
  return error instanceof InputError ? 3 : 4
}

/** The exit code of all results and single models' errors together. */
export function exitCodeOf(outcome: Outcome): ExitCode {
  const blocking = outcome.isTrial === true ? [] : outcome.results.filter((result) => result.blocks)
  const codes = [
    ...blocking.map((result): ExitCode => (result.verdict === 'inconclusive' ? 2 : 1)),
    ...(outcome.errors ?? []).map(exitCodeOfError),
  ]
  return WORST_FIRST.find((code) => codes.includes(code)) ?? 0
}

/** What a person reads of an error: the message, for our own bug where to report it, with `isVerbose` the stack and causes. */
export function describeError(error: unknown, isVerbose: boolean): string {
  const known = error instanceof InputError || error instanceof SystemError
  const message = error instanceof Error ? error.message : String(error)
  const head = known
    ? message
    : `modelgate met a fault of its own: ${message}\n  → run again with --verbose and report what it prints`
  if (!isVerbose || !(error instanceof Error)) return head
  const causes: string[] = []
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause)
    causes.push(cause.stack ?? cause.message)
  return `${head}\n${causes.join('\ncaused by ')}`
}
