import type { Untranslated } from '../../contract/translation.ts'
import { formatPlace } from '../../core/faults.ts'
import type { Logger } from '../../ports/host.ts'

/** Says what did not come over, a line each. */
export function tellUntranslated(untranslated: readonly Untranslated[], format: string, logger: Logger): void {
  if (untranslated.length === 0) return
  const count = untranslated.length === 1 ? 'one thing is' : `${untranslated.length} things are`
  const lines = untranslated.map(({ what, reason, place }) => `  ${formatPlace(place)}: ${what}: ${reason}`)
  logger.warning([`${count} not in ${format}:`, ...lines].join('\n'))
}

/** The same as data, for `--format json`. */
export function untranslatedDocument(untranslated: readonly Untranslated[]) {
  return {
    untranslated: untranslated.map(({ what, reason, place }) => ({
      what,
      reason,
      file: place.file,
      line: place.line ?? null,
      column: place.column ?? null,
    })),
  }
}
