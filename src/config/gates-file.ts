import { z } from 'zod'
import { type Fault, InputError } from '../core/faults.ts'
import type { Waiver } from '../core/waiver.ts'
import { type LocatedDocument, parseLocatedYaml } from '../yaml/located-document.ts'
import { resolveGates } from './gate-resolution.ts'
import { gateSchema } from './gate-settings.ts'
import type { GateSettings } from './project.ts'
import { waiversSchema } from './root-settings.ts'
import { describeIssues } from './schema-faults.ts'
import { CHECK_ONCE, strictMap } from './settings-schema.ts'
import { resolveWaivers } from './waiver-resolution.ts'

/** What a file of gates holds. */
export interface GatesFile {
  readonly gates: readonly GateSettings[]
  readonly waivers: readonly Waiver[]
}

const gatesFileSchema = strictMap({
  version: z.literal(1, { error: 'must be 1, the version of this file format' }).optional(),
  gates: z.array(gateSchema).min(1),
  waivers: waiversSchema.optional(),
})

/** Reads the file of `--gates`. Task and slices are not looked at: flags say them. @throws InputError with every fault. */
export async function parseGates(text: string, file: string): Promise<GatesFile> {
  const document = parseLocatedYaml(text, file)
  const result = gatesFileSchema.safeParse(document.data, CHECK_ONCE)
  if (!result.success) throw new InputError(describeIssues(result.error.issues, document.data, document))
  const faults: Fault[] = []
  const scope = { task: null, slices: null, mayNameOwnMetrics: true }
  const gates = await resolveGates(result.data.gates, scope, {
    placeOf: document.placeOf,
    fault: (path, message, help) => faults.push(faultAt(document, path, message, help)),
  })
  if (faults.length > 0) throw new InputError(faults)
  return { gates, waivers: resolveWaivers(result.data.waivers ?? [], document) }
}

function faultAt(document: LocatedDocument, path: readonly PropertyKey[], message: string, help?: string): Fault {
  return { message, place: document.placeOf(path, 'value'), ...(help === undefined ? {} : { help }) }
}
