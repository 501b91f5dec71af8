/** A place in a file that a user wrote; line and column count from 1. */
export interface Place {
  readonly file: string
  readonly line?: number
  readonly column?: number
}

/** One thing that is wrong with what the user gave: what, where, and how to mend it. */
export interface Fault {
  readonly message: string
  readonly place?: Place
  readonly help?: string
}

/** `file:line:column`, as far as known. */
export function formatPlace(place: Place): string {
  return [place.file, place.line, place.line === undefined ? undefined : place.column]
    .filter((part) => part !== undefined)
    .join(':')
}

function formatFault(fault: Fault): string {
  const place = fault.place ? `${formatPlace(fault.place)}: ` : ''
  return `${place}${fault.message}${fault.help ? `\n  → ${fault.help}` : ''}`
}

/** The request is unusable (exit 3): every fault found, in one message. */
export class InputError extends Error {
  override readonly name = 'InputError'
  readonly faults: readonly Fault[]

  constructor(faults: readonly Fault[] | Fault | string, options?: ErrorOptions) {
    const list =
      typeof faults === 'string'
        ? [{ message: faults }]
        : Array.isArray(faults)
          ? (faults as readonly Fault[])
          : [faults as Fault]
    super(list.map(formatFault).join('\n'), options)
    this.faults = list
  }
}

/** A system that was asked did not answer as needed (exit 4): which, doing what, and what to do. */
export class SystemError extends Error {
  override readonly name: string = 'SystemError'
  readonly help: string | undefined

  constructor(message: string, options: ErrorOptions & { readonly help?: string } = {}) {
    super(options.help ? `${message}\n  → ${options.help}` : message, options)
    this.help = options.help
  }
}

/** A store answered, and has other bytes than the record says under a file's digest. */
export class OtherBytesError extends SystemError {}

/** Somebody else changed the state that a decision rested on (exit 4): compare again. */
export class RaceLostError extends SystemError {
  override readonly name = 'RaceLostError'
}
