import type { Reach } from '../http/client.ts'
import type { CredentialSearch } from './answers.ts'
import { findGoogleToken } from './gcs-credentials.ts'
import { parseEndpoint, reachEnvironment, type StoreContext } from './object-store.ts'

/** How a bucket of Google Cloud Storage is asked. */
interface GcsBucket {
  /** `gs://bucket`. */
  readonly root: string
  /** Address of its objects; a name stands behind it and a slash. */
  readonly objects: string
  /** Address that takes new objects. */
  readonly uploads: string
  readonly reach: Reach
  /** null: as anybody may. */
  readonly token: string | null
  /** null: of an emulator, which takes no credentials. */
  readonly search: CredentialSearch | null
}

/** A bucket of Google Cloud Storage, or of the emulator that STORAGE_EMULATOR_HOST names. @throws SystemError */
export async function connectGcs(
  bucket: string,
  context: StoreContext,
  scope: 'read_only' | 'read_write',
): Promise<GcsBucket> {
  const emulator = context.variables['STORAGE_EMULATOR_HOST']
  const endpoint = emulator ? parseEndpoint(emulator) : null
  const host = (endpoint?.href ?? 'https://storage.googleapis.com').replace(/\/+$/, '')
  const { token, search } = endpoint === null ? await findGoogleToken(context, scope) : { token: null, search: null }
  return {
    root: `gs://${bucket}`,
    objects: `${host}/storage/v1/b/${bucket}/o`,
    uploads: `${host}/upload/storage/v1/b/${bucket}/o`,
    reach: endpoint === null ? context.reach : reachEnvironment(context.reach),
    token,
    search,
  }
}
