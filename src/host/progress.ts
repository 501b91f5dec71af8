import type { Logger, OnProgress, ProgressEvent } from '../ports/host.ts'

/** Work that is over sooner is not spoken of. */
const QUIET_MS = 2000
/** Between two lines of a log. */
const LOG_MS = 10_000
/** What engines and fetchers wait before they tell of their work at all. */
const BEGUN_MS = 1000
/** Queries about one file follow each other: the next goes on with the same work. */
const PAUSE_MS = 5000

/** Where progress is shown. */
export interface ProgressPlace {
  /** Takes a line that is written over again and again; null where nobody looks: then lines go to the log. */
  readonly terminal: { readonly width: number; write(text: string): void } | null
  readonly logger: Logger
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number
}

/** What shows progress, and a logger whose lines do not run into it. */
export interface ProgressDisplay {
  readonly onProgress: OnProgress
  readonly logger: Logger
}

/**
 * Shows work that takes longer than two seconds: on a terminal as one line that goes when the work is over, else as a
 * line of the log every ten seconds. Names in it come from users, so nothing in them can move the cursor or pass for a
 * workflow command.
 */
export function createProgressDisplay({ terminal, logger, now }: ProgressPlace): ProgressDisplay {
  const works = new Map<string, { readonly start: number; readonly seen: number }>()
  let lastLog = Number.NEGATIVE_INFINITY
  let isShown = false

  const clear = () => {
    if (isShown) terminal?.write('\r\u001b[2K')
    isShown = false
  }
  const onProgress: OnProgress = (event) => {
    const known = works.get(event.work)
    const isGoingOn = known !== undefined && now() - known.seen < PAUSE_MS
    const start = isGoingOn ? known.start : now() - BEGUN_MS
    works.set(event.work, { start, seen: now() })
    if (event.isOver) return clear()
    const line = describeProgress(event)
    if (terminal !== null && now() - start >= QUIET_MS) {
      terminal.write(`\r\u001b[2K${[...line].slice(0, Math.max(1, terminal.width - 1)).join('')}`)
      isShown = true
    }
    if (terminal === null && now() - Math.max(start, lastLog) >= LOG_MS) {
      lastLog = now()
      logger.info(line)
    }
  }
  const after = (say: (message: string) => void) => (message: string) => {
    clear()
    say(message)
  }
  return {
    onProgress,
    logger: { info: after(logger.info), warning: after(logger.warning), debug: after(logger.debug) },
  }
}

/** `reading customers.csv … 43 %` */
function describeProgress({ work, percent }: ProgressEvent): string {
  const name = work.replaceAll(/\p{Cc}+/gu, ' ').replaceAll('##[', '## [')
  return percent === null ? `${name} …` : `${name} … ${Math.floor(percent)} %`
}
