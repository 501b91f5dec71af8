import type { Waiver } from '../core/waiver.ts'
import type { LocatedDocument } from '../yaml/located-document.ts'
import type { RawWaiver } from './root-settings.ts'

/** Waivers with the places where they stand. */
export function resolveWaivers(waivers: readonly RawWaiver[], { placeOf }: LocatedDocument): readonly Waiver[] {
  return waivers.map((waiver, index) => ({ ...waiver, place: placeOf(['waivers', index]) }))
}
