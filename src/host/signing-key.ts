import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { StoreContext } from '../backends/remote/object-store.ts'
import { InputError } from '../core/faults.ts'
import type { SigningKey } from '../ports/signer.ts'
import { systemClock } from './environment.ts'
import type { ReleaseRequest } from './release-request.ts'

/** A key, with what it holds open. */
export type OpenedKey = SigningKey & { close(): Promise<void> }

type OpenServiceKey = (address: string, context: StoreContext) => Promise<SigningKey>

/** Services that keep keys, by the scheme of their addresses; loaded where a key names them. */
const SERVICES: ReadonlyMap<string, () => Promise<OpenServiceKey>> = new Map([
  ['awskms', async () => (await import('../backends/remote/aws-kms.ts')).openAwsKey],
  ['gcpkms', async () => (await import('../backends/remote/gcp-kms.ts')).openGcpKey],
  ['azurekms', async () => (await import('../backends/remote/azure-kms.ts')).openAzureKey],
])

/**
 * The key that `evidence.key` names: a PEM file, `env:NAME` with a PEM in it, or one that a service keeps.
 *
 * @throws InputError where it is not there or not of a kind that signs here.
 * @throws SystemError where the service does not answer.
 */
export async function openSigningKey(
  location: string,
  { environment, signal }: Pick<ReleaseRequest, 'environment' | 'signal'>,
): Promise<OpenedKey> {
  const { variables, cwd } = environment
  const loadService = SERVICES.get(/^(\w+):\/\//.exec(location)?.[1] ?? '')
  if (loadService !== undefined) {
    const openServiceKey = await loadService()
    const { Http } = await import('../backends/http/client.ts')
    const http = new Http({
      variables,
      signal,
      now: () => systemClock.now(),
      limits: { answerMs: 30_000, totalMs: 60_000 },
    })
    const readText = (path: string) => readFile(path, 'utf8').catch(() => null)
    // the policy of a protected branch, or a person's own, names it
    const context = { http, variables, reach: () => 'named' as const, readFile: readText }
    const opened = await openServiceKey(location, context).catch(async (error: unknown) => {
      await http.close()
      throw error
    })
    return { ...opened, close: () => http.close() }
  }
  const close = async () => {}
  const { openLocalKey } = await import('../backends/dsse/local-key.ts')
  if (location.startsWith('env:')) {
    const name = location.slice('env:'.length)
    const pem = variables[name]
    if (pem) return { ...openLocalKey(pem, name), close }
    throw new InputError({
      message: `evidence.key: the variable ${name} is not set`,
      help: `give it to the job that judges: env: {${name}: \${{ secrets.${name} }}}`,
    })
  }
  const pem = await readFile(resolve(cwd, location), 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new InputError(
      {
        message: `evidence.key: ${error.code === 'ENOENT' ? `there is no file ${location}` : `${location} cannot be read: ${error.code ?? error.message}`}`,
        help: 'make one (openssl genpkey -algorithm ed25519 -out KEY.pem), or name a secret by env:NAME',
      },
      { cause: error },
    )
  })
  return { ...openLocalKey(pem, location), close }
}
