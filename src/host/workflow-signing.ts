import type { SigstoreInstance } from '../backends/sigstore/sigstore-signing.ts'
import type { EvidenceSettings } from '../config/evidence-settings.ts'
import { InputError, SystemError } from '../core/faults.ts'
import { isMap } from '../core/plain-map.ts'
import { type Environment, readEvent, systemClock } from './environment.ts'

const PUBLIC: SigstoreInstance = {
  name: 'the public Sigstore instance',
  fulcio: 'https://fulcio.sigstore.dev',
  rekor: 'https://rekor.sigstore.dev',
  timestamp: null,
}
/** Names in a public log tell who signed what when, for ever. */
const PUBLIC_LOG = /(^|\.)sigstore\.dev$/

/**
 * Where a workflow signs: the services that the configuration names; for a public repository, or where `public_log` allows
 * it, the public instance; else GitHub's own, which keeps no public log.
 *
 * @throws InputError where a repository that is not public would be named in the public log.
 */
export function chooseInstance({ sigstore, publicLog }: EvidenceSettings, environment: Environment): SigstoreInstance {
  const { variables } = environment
  const isPublic = readVisibility(variables['GITHUB_EVENT_PATH']) === 'public'
  const mayLog = publicLog ?? isPublic
  if (sigstore?.fulcio != null) {
    const { fulcio, rekor, timestamp } = sigstore
    if (!mayLog && rekor !== null && PUBLIC_LOG.test(new URL(rekor).hostname)) {
      throw new InputError({
        message: `evidence.sigstore.rekor: ${new URL(rekor).host} is a public log, and ${publicLog === false ? 'evidence.public_log is false' : 'this repository is not known to be public'}`,
        help: 'name a timestamp authority instead, or set public_log: true where names of repository, workflow and branch may be published',
      })
    }
    return { name: new URL(fulcio).host, fulcio, rekor, timestamp }
  }
  if (mayLog) return PUBLIC
  const host = findTenantHost(variables)
  const domain = host ?? 'githubapp.com'
  return {
    name: 'GitHub’s Sigstore instance',
    fulcio: `https://fulcio.${domain}`,
    rekor: null,
    timestamp: `https://timestamp.${domain}`,
  }
}

/** `acme` of a company's own `acme.ghe.com`; null on github.com. */
export function findTenant(variables: Environment['variables']): string | null {
  return findTenantHost(variables)?.split('.')[0] ?? null
}

function findTenantHost(variables: Environment['variables']): string | null {
  const server = variables['GITHUB_SERVER_URL']
  const host = server && URL.canParse(server) ? new URL(server).hostname : null
  return host === null || host === 'github.com' ? null : host
}

/** What the event's payload says of the repository; null where it says nothing, and then nothing may be published. */
function readVisibility(eventPath: string | undefined): 'public' | 'private' | null {
  const event = readEvent(eventPath)
  const repository = isMap(event) ? event['repository'] : null
  if (!isMap(repository) || typeof repository['private'] !== 'boolean') return null
  return repository['private'] ? 'private' : 'public'
}

/**
 * The identity token of the job for Sigstore.
 *
 * @throws InputError where the job may not have one.
 * @throws SystemError where the runner's service does not answer.
 */
export async function askIdentityToken({ variables }: Environment, signal: AbortSignal): Promise<string> {
  const [address, proof] = [variables['ACTIONS_ID_TOKEN_REQUEST_URL'], variables['ACTIONS_ID_TOKEN_REQUEST_TOKEN']]
  if (!address || !proof) {
    throw new InputError({
      message: 'evidence.sign: sigstore needs the workflow’s identity, and this job may not ask for it',
      help: 'give the job permissions: {id-token: write, contents: read}',
    })
  }
  const [{ Http, reachAny, readSome }, url] = [await import('../backends/http/client.ts'), new URL(address)]
  url.searchParams.set('audience', 'sigstore')
  const http = new Http({
    variables,
    signal,
    now: () => systemClock.now(),
    limits: { answerMs: 30_000, totalMs: 60_000 },
  })
  const headers = { accept: 'application/json', authorization: `Bearer ${proof}` }
  const options = { reach: reachAny, doing: 'ask for the workflow’s identity token', followsRedirects: false }
  try {
    return await http.exchange({ method: 'GET', url, headers }, options, async (answer) => {
      const token = readToken(await readSome(answer))
      if (answer.status === 200 && token !== null) return token
      throw new SystemError(`cannot ${options.doing}: ${url.host} answers ${answer.status}`, {
        help: 'run the job again',
      })
    })
  } finally {
    await http.close()
  }
}

/** A token in three parts whose middle can be read, so that nobody later shows it whole for want of that. */
function readToken(text: string): string | null {
  try {
    const data: unknown = JSON.parse(text)
    const value = isMap(data) ? data['value'] : null
    if (typeof value !== 'string') return null
    const claims: unknown = JSON.parse(Buffer.from(value.split('.')[1] ?? '', 'base64url').toString('utf8'))
    return isMap(claims) && typeof claims['sub'] === 'string' ? value : null
  } catch {
    return null
  }
}
