import type { DataCopy } from '../../core/data-copy.ts'
import type { DataSource } from '../../core/data-source.ts'
import { type Fault, InputError, SystemError } from '../../core/faults.ts'
import type { Probe, SampledProbe } from '../../core/probe.ts'
import type { GroupsRequest } from '../../core/row-groups.ts'
import type { ColumnRequest } from '../../ports/engine.ts'
import type { SessionLimits } from './session.ts'

/** What the engine's process is asked. A stream of batches is opened by `columns` and then read one `next` at a time. */
export type EngineCall =
  | {
      readonly kind: 'start'
      readonly folder: string
      readonly limits: SessionLimits
      /** Whether anybody wants to know how far a reading is. */
      readonly tellsProgress: boolean
    }
  | { readonly kind: 'describe'; readonly source: DataSource }
  | { readonly kind: 'measure'; readonly source: DataSource; readonly probes: readonly Probe[] }
  | { readonly kind: 'samples'; readonly source: DataSource; readonly probes: readonly SampledProbe[] }
  | { readonly kind: 'copy'; readonly source: DataSource; readonly copy: DataCopy }
  | {
      readonly kind: 'columns'
      readonly source: DataSource
      readonly requests: readonly ColumnRequest[]
      readonly stream: number
    }
  /** Groups stay open under the number, for their pairs. */
  | {
      readonly kind: 'groups'
      readonly source: DataSource
      readonly request: GroupsRequest
      readonly stream: number
    }
  | { readonly kind: 'pairs'; readonly stream: number; readonly pairs: readonly (readonly [number, number])[] }
  /** Answered by a batch, or null at the end. */
  | { readonly kind: 'next'; readonly stream: number }
  | { readonly kind: 'stop'; readonly stream: number }

/** A call with the number that its reply bears. */
export interface EngineRequest {
  readonly id: number
  readonly call: EngineCall
}

/** How far the reading that takes long is; belongs to no call. */
export interface EngineProgress {
  readonly percent: number | null
  readonly isOver: boolean
}

export type EngineReply =
  | { readonly progress: EngineProgress }
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number; readonly failure: Failure }

/** An error as data: between processes its class would be lost, and with it the exit code. */
export type Failure = { readonly cause: Trace | null } & (
  | { readonly kind: 'input'; readonly faults: readonly Fault[] }
  | { readonly kind: 'system'; readonly message: string; readonly help: string | null }
  | { readonly kind: 'other'; readonly trace: Trace }
)

interface Trace {
  readonly message: string
  readonly stack: string | null
}

/** The data of an error, with one cause. */
export function packError(error: unknown): Failure {
  const cause = error instanceof Error && error.cause !== undefined ? traceOf(error.cause) : null
  if (error instanceof InputError) return { kind: 'input', faults: error.faults, cause }
  if (!(error instanceof SystemError)) return { kind: 'other', trace: traceOf(error), cause }
  // the class adds the help to the message
  const [message] = error.help === undefined ? [error.message] : error.message.split(`\n  → ${error.help}`, 1)
  return { kind: 'system', message: message!, help: error.help ?? null, cause }
}

/** The error that `packError` was given. */
export function unpackError(failure: Failure): Error {
  const options = failure.cause === null ? {} : { cause: errorOf(failure.cause) }
  if (failure.kind === 'input') return new InputError(failure.faults, options)
  if (failure.kind === 'other') return Object.assign(errorOf(failure.trace), options)
  return new SystemError(failure.message, failure.help === null ? options : { ...options, help: failure.help })
}

function traceOf(error: unknown): Trace {
  if (!(error instanceof Error)) return { message: String(error), stack: null }
  return { message: error.message, stack: error.stack ?? null }
}

function errorOf({ message, stack }: Trace): Error {
  const error = new Error(message)
  return stack === null ? error : Object.assign(error, { stack })
}
