import { z } from 'zod'
import { type Fault, InputError } from '../core/faults.ts'
import type { LaterKey } from '../core/later.ts'
import { type LocatedDocument, parseLocatedYaml } from '../yaml/located-document.ts'
import { resolveGates } from './gate-resolution.ts'
import { gateSchema } from './gate-settings.ts'
import type { GateSettings } from './project.ts'
import { waiversSchema } from './root-settings.ts'
import { describeIssues } from './schema-faults.ts'
import { CHECK_ONCE, strictMap } from './settings-schema.ts'

/** What a file of gates holds. */
export interface GatesFile {
  readonly gates: readonly GateSettings[]
  /** Keys that have no executor yet: for `refuseLater`. */
  readonly later: readonly LaterKey[]
}

const gatesFileSchema = strictMap({
  version: z.literal(1, { error: 'must be 1, the version of this file format' }).optional(),
  gates: z.array(gateSchema).min(1),
  waivers: waiversSchema.optional(),
})

/** Reads the file of `--gates`. Slices are not looked at: flags declare them. @throws InputError with every fault. */
export function parseGates(text: string, file: string): GatesFile {
  const document = parseLocatedYaml(text, file)
  const result = gatesFileSchema.safeParse(document.data, CHECK_ONCE)
  if (!result.success) throw new InputError(describeIssues(result.error.issues, document.data, document))
  const faults: Fault[] = []
  const later: LaterKey[] = []
  const note = (path: readonly PropertyKey[], message: string, commands: readonly string[]) => {
    later.push({ path: path.map(String).join('.'), message, place: document.placeOf(path), model: null, commands })
  }
  const gates = resolveGates(result.data.gates, null, {
    placeOf: document.placeOf,
    fault: (path, message, help) => faults.push(faultAt(document, path, message, help)),
    later: note,
  })
  if (result.data.waivers !== undefined && result.data.waivers.length > 0) {
    note(['waivers'], 'waivers are not there yet', ['compare'])
  }
  if (faults.length > 0) throw new InputError(faults)
  return { gates, later }
}

function faultAt(document: LocatedDocument, path: readonly PropertyKey[], message: string, help?: string): Fault {
  return { message, place: document.placeOf(path, 'value'), ...(help === undefined ? {} : { help }) }
}
