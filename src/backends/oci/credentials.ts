import { homedir } from 'node:os'
import { join } from 'node:path'
import { SystemError } from '../../core/faults.ts'

const PLACES = 'the auths of config.json (DOCKER_CONFIG, ~/.docker), for ghcr.io GITHUB_TOKEN'

/** What a registry is asked with. */
export interface RegistryLogin {
  /** null: as anybody may. */
  readonly login:
    | { readonly kind: 'password'; readonly user: string; readonly password: string }
    /** What `docker login` keeps of registries that hand out tokens for tokens. */
    | { readonly kind: 'identity'; readonly token: string }
    | null
  /** `config.json of docker`; null where nothing was found. */
  readonly used: string | null
  readonly places: string
}

export interface LoginRequest {
  readonly variables: Readonly<Record<string, string | undefined>>
  /** null where it is not there. */
  readonly readFile: (path: string) => Promise<string | null>
  /** The job's token; null where there is none. */
  readonly token: string | null
}

interface DockerConfig {
  readonly auths?: Readonly<Record<string, DockerAuth | undefined>>
  readonly credHelpers?: Readonly<Record<string, string | undefined>>
  readonly credsStore?: string
}

interface DockerAuth {
  readonly auth?: string
  readonly username?: string
  readonly password?: string
  readonly identitytoken?: string
}

/**
 * Credentials for a registry as `docker login` keeps them, else the job's own token for GitHub's.
 *
 * @throws SystemError where docker's file cannot be read, or keeps the registry's credentials in a helper alone.
 */
export async function findLogin(host: string, { variables, readFile, token }: LoginRequest): Promise<RegistryLogin> {
  const folder =
    variables['DOCKER_CONFIG'] || join(variables['HOME'] ?? variables['USERPROFILE'] ?? homedir(), '.docker')
  const path = join(folder, 'config.json')
  const config = parseConfig((await readFile(path)) ?? '{}', path)
  const keys = [host, `https://${host}`, `https://${host}/`, `https://${host}/v1/`, `https://${host}/v2/`]
  if (host === 'registry-1.docker.io') keys.push('docker.io', 'index.docker.io', 'https://index.docker.io/v1/')
  const auth = keys.map((key) => config.auths?.[key]).find((found) => found !== undefined)
  const login = auth === undefined ? null : readAuth(auth)
  if (login !== null) return { login, used: path, places: PLACES }
  if (host === 'ghcr.io' && token !== null) {
    const user = variables['GITHUB_ACTOR'] || 'token'
    return { login: { kind: 'password', user, password: token }, used: 'GITHUB_TOKEN', places: PLACES }
  }
  const helper = config.credHelpers?.[host] ?? (auth === undefined ? undefined : config.credsStore)
  if (helper !== undefined) {
    throw new SystemError(
      `${host}: docker keeps its credentials in docker-credential-${helper}, which is not started`,
      {
        help: 'log in in a job, where docker login writes them to config.json, or write them there',
      },
    )
  }
  return { login: null, used: null, places: PLACES }
}

function readAuth({ auth, username, password, identitytoken }: DockerAuth): RegistryLogin['login'] {
  if (identitytoken) return { kind: 'identity', token: identitytoken }
  if (username && password) return { kind: 'password', user: username, password }
  const decoded = Buffer.from(auth ?? '', 'base64').toString('utf8')
  const split = decoded.indexOf(':')
  return split > 0 ? { kind: 'password', user: decoded.slice(0, split), password: decoded.slice(split + 1) } : null
}

function parseConfig(text: string, path: string): DockerConfig {
  try {
    const config: unknown = JSON.parse(text)
    if (typeof config === 'object' && config !== null) return config
  } catch {
    // the parser's own words could quote a password
  }
  throw new SystemError(`${path}: is no JSON object`, { help: 'mend it, or log in anew: docker login' })
}
