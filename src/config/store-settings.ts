import { z } from 'zod'
import { size, strictMap, text } from './settings-schema.ts'

/** Where the files of a version are kept: in the record itself, or in a store outside of git. */
export type StoreSettings =
  | { readonly type: 'git'; readonly maxSize: number; readonly allowPersonal: boolean }
  /** `path`: absolute, or relative to the working directory. */
  | { readonly type: 'folder'; readonly path: string }
  /** `url`: `s3://bucket/prefix`. */
  | {
      readonly type: 's3'
      readonly url: string
      readonly endpoint: string | null
      readonly region: string | null
      readonly profile: string | null
    }
  /** `gs://bucket/prefix`, `az://container/prefix`. */
  | { readonly type: 'gs' | 'azure'; readonly url: string }
  /** `ghcr.io/acme/models`. */
  | { readonly type: 'oci'; readonly repository: string }
  /** `owner/name`; null: the repository at hand. */
  | { readonly type: 'release'; readonly repository: string | null }
  /** A remote of DVC's configuration; null: its default. */
  | { readonly type: 'dvc'; readonly remote: string | null }
  /** Name of the experiment whose runs keep the files. */
  | { readonly type: 'mlflow'; readonly experiment: string }

const url = (scheme: string, example: string) =>
  text('Where the files go').regex(new RegExp(`^${scheme}://[^/]+(/|$)`), { error: `must be like ${example}` })

export const storeSchema = z
  .discriminatedUnion('type', [
    strictMap({
      type: z.literal('git').optional().describe('Where the files of a version are kept'),
      max_size: size('Largest file that goes into a record').default(20_000_000),
      allow_personal: z
        .boolean()
        .default(false)
        .describe('Whether predictions may be stored though the contract classifies their id as not public'),
    }),
    strictMap({ type: z.literal('folder'), path: text('Folder that all runs reach: a mounted share') }),
    strictMap({
      type: z.literal('s3'),
      url: url('s3', 's3://bucket/prefix'),
      endpoint: text('Address of a server that speaks S3')
        .regex(/^https?:\/\/[^/]/, { error: 'must be an address, like https://minio.acme.example' })
        .optional(),
      region: text('Region').optional(),
      profile: text('Profile of the shared credentials file').optional(),
    }),
    strictMap({ type: z.literal('gs'), url: url('gs', 'gs://bucket/prefix') }),
    strictMap({ type: z.literal('azure'), url: url('az', 'az://container/prefix') }),
    strictMap({
      type: z.literal('oci'),
      repository: text('Repository of an OCI registry: ghcr.io/acme/models').regex(
        /^(?:[^/@]*[.:][^/@]*|localhost)\/[^:@]+$/,
        { error: 'must be HOST/NAME without a tag, like ghcr.io/acme/models' },
      ),
    }),
    strictMap({
      type: z.literal('release'),
      repository: text('OWNER/NAME whose releases keep the files; default: this one')
        .regex(/^[^/\s]+\/[^/\s]+$/, { error: 'must be OWNER/NAME, like acme/models' })
        .optional(),
    }),
    strictMap({ type: z.literal('dvc'), remote: text("Remote of DVC's configuration; default: its own").optional() }),
    strictMap({
      type: z.literal('mlflow'),
      experiment: text('Experiment whose runs keep the files').default('modelgate'),
    }),
  ])
  .describe(
    "Where a version's model, predictions, golden rows and profile are kept: git | release | oci | s3 | gs | azure | dvc | mlflow | folder",
  )

/** @param locate a path of the file as seen from the working directory. */
export function resolveStore(raw: z.output<typeof storeSchema>, locate: (path: string) => string): StoreSettings {
  switch (raw.type) {
    case 'folder':
      return { type: 'folder', path: locate(raw.path) }
    case 's3': {
      const { url: address, endpoint = null, region = null, profile = null } = raw
      return { type: 's3', url: address, endpoint, region, profile }
    }
    case 'gs':
    case 'azure':
      return { type: raw.type, url: raw.url }
    case 'oci':
      return { type: 'oci', repository: raw.repository }
    case 'release':
      return { type: 'release', repository: raw.repository ?? null }
    case 'dvc':
      return { type: 'dvc', remote: raw.remote ?? null }
    case 'mlflow':
      return { type: 'mlflow', experiment: raw.experiment }
    default:
      return { type: 'git', maxSize: raw.max_size, allowPersonal: raw.allow_personal }
  }
}
