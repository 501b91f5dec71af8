import { InputError } from '../../core/faults.ts'

/** A repository of a registry. */
export interface OciRepository {
  /** With the port where there is one: `ghcr.io`, `127.0.0.1:5000`. */
  readonly host: string
  /** `acme/models`. */
  readonly name: string
}

/** What a reference names in it; a digest counts before a tag. */
export interface OciReference extends OciRepository {
  /** `sha256:…` or a tag. */
  readonly version: string
}

const PART = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*'
const HOST = '(?:localhost|[a-zA-Z0-9-]+(?:\\.[a-zA-Z0-9-]+)+|\\[[0-9a-fA-F:]+\\]|[a-zA-Z0-9-]+(?=:\\d))(?::\\d{1,5})?'
const REPOSITORY = new RegExp(`^(?:(${HOST})/)?(${PART}(?:/${PART})*)$`)
const REFERENCE = new RegExp(
  `^(?:(${HOST})/)?(${PART}(?:/${PART})*)(?::([A-Za-z0-9_][A-Za-z0-9._-]{0,127}))?(?:@(sha256:[0-9a-f]{64}))?$`,
)

/** Docker's own registry answers under another name, and has a namespace for names of one part. */
const HUB: ReadonlySet<string> = new Set(['docker.io', 'index.docker.io', 'registry-1.docker.io'])
const HUB_HOST = 'registry-1.docker.io'

/** Reads `ghcr.io/acme/models`. @throws InputError where it names no repository of a registry. */
export function parseRepository(text: string): OciRepository {
  const [, host, name] = REPOSITORY.exec(text) ?? []
  if (host !== undefined && name !== undefined) return normalize(host, name)
  throw new InputError({
    message: `${text.slice(0, 200)}: is no repository of an OCI registry`,
    help: 'write HOST/NAME in lower case, without a tag: ghcr.io/acme/models',
  })
}

/**
 * Reads an image's reference: `ghcr.io/acme/churn@sha256:…`, `ghcr.io/acme/churn:v2`; without a host it is Docker Hub's,
 * without a tag `latest`.
 *
 * @throws InputError where it is none.
 */
export function parseReference(text: string): OciReference {
  const [, host, name, tag, digest] = REFERENCE.exec(text) ?? []
  if (name !== undefined) return { ...normalize(host ?? 'docker.io', name), version: digest ?? tag ?? 'latest' }
  throw new InputError({
    message: `${text.slice(0, 200)}: is no reference of an image`,
    help: 'write HOST/NAME@sha256:HEX or HOST/NAME:TAG: ghcr.io/acme/churn:v2',
  })
}

function normalize(host: string, name: string): OciRepository {
  if (!HUB.has(host.toLowerCase())) return { host: host.toLowerCase(), name }
  return { host: HUB_HOST, name: name.includes('/') ? name : `library/${name}` }
}

/** Address of a registry: plain HTTP on this machine alone. */
export function addressOf(host: string): URL {
  const isHere = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/.test(host)
  return new URL(`${isHere ? 'http' : 'https'}://${host}/`)
}
