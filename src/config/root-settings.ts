import { z } from 'zod'
import { DEFAULT_MAX_SIZE, parseAllowedPlace } from '../core/network-rule.ts'
import { evidenceSchema } from './evidence-settings.ts'
import { registrySchema } from './registry-settings.ts'
import { count, day, duration, size, strictMap, text, texts } from './settings-schema.ts'
import { storeSchema } from './store-settings.ts'

const engine = z
  .discriminatedUnion('type', [
    strictMap({
      type: z.literal('duckdb').optional().describe('What reads and measures the data'),
      memory: z
        .string()
        .regex(/^\d+(\.\d+)? ?([KMGT]i?B)$/i, { error: 'must be a number and a unit, such as 4GB' })
        .default('4GB')
        .describe('Most memory that the engine takes'),
      threads: count('Threads; default: as many as there are processors').nullish(),
      timeout: duration('Longest time of one question to the engine').default(600_000),
      folder: text('Folder of an engine installed by hand').nullish(),
    }),
    strictMap({
      type: z.literal('trino'),
      url: text('Address of the Trino server'),
      catalog: text('Catalog').optional(),
      schema: text('Schema').optional(),
      timeout: duration('Longest time of one question to the engine').optional(),
    }),
  ])
  .describe('What reads and measures the data: duckdb | trino')

const network = strictMap({
  allow: z
    .array(
      z.string().refine((entry) => parseAllowedPlace(entry) !== null, {
        error: 'must be a host (with *. before it: all below; with a port), s3://bucket, gs://bucket or az://container',
      }),
    )
    .default([])
    .describe('Hosts and buckets that locations in this file, in contracts and in the configuration of DVC may name'),
  max_size: size('Most bytes that one location may come to').default(DEFAULT_MAX_SIZE),
}).describe('What may be fetched over the network')

/** Blanks alone are no word of anybody's. */
const word = (key: string, description: string) =>
  text(description).refine((value) => value.trim() !== '', { error: `"${key}" must hold more than blanks` })

const waiver = strictMap({
  check: text('Id of the check that is lifted, as results write it').regex(/^(?!evidence\/)/, {
    error: 'must be the id of a check, such as gate/recall/margin, and evidence is never waived',
  }),
  reason: word('reason', 'Why'),
  by: word('by', 'Who answers for it'),
  until: day('Last day on which it counts'),
})

export type RawWaiver = z.output<typeof waiver>

/** Waivers of a root file or of a gates file. */
export const waiversSchema = z.array(waiver).describe('Checks lifted until a day, each with its reason')

/** Keys that only the root file may have, in the order of the documentation. */
export const rootOnlyShape = {
  include: texts('Globs of further files, one per model folder; root file only').optional(),
  shared: texts('Globs of files whose change touches every model').optional(),
  defaults: z
    .record(z.string(), z.unknown())
    .optional()
    .describe("Keys of every model; a model's own win, maps merge, lists replace"),
  env: z
    .array(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, { error: 'must be the name of an environment variable' }))
    .optional()
    .describe('The only environment variables that values may read'),
  network: network.optional(),
  policy: strictMap({
    from: z
      .enum(['base', 'head'])
      .default('base')
      .describe("Whose policy judges a pull request: the base branch's or its own"),
  })
    .prefault({})
    .describe('Whose policy judges a pull request'),
  registry: registrySchema.prefault({}),
  store: storeSchema.prefault({}),
  engine: engine.prefault({}),
  evidence: evidenceSchema.prefault({}),
  waivers: waiversSchema.optional(),
}

const version = z
  .literal(1, { error: 'must be 1, the version of this file format' })
  .describe('Version of this file format')
const models = z.record(z.string(), z.unknown()).optional().describe('The models, by name')

/** The root file; each model is read by itself. */
export const rootSchema = strictMap({ version, ...rootOnlyShape, models })
export type RootSettings = z.output<typeof rootSchema>

/** A file that the root includes. */
export const includedSchema = strictMap({ version: version.optional(), models })
