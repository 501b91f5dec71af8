import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { InputError } from '../core/faults.ts'
import type { SigningKey } from '../ports/signer.ts'
import { systemClock } from './environment.ts'
import type { ReleaseRequest } from './release-request.ts'

/** A key, with what it holds open. */
export type OpenedKey = SigningKey & { close(): Promise<void> }

/** Services whose keys are still to come. */
const SERVICES: Readonly<Record<string, string>> = { gcpkms: 'Cloud KMS', azurekms: 'Key Vault' }

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
  const service = /^([a-z]+kms):\/\//.exec(location)?.[1]
  if (service !== undefined && service !== 'awskms') {
    throw new InputError({
      message: `evidence.key: keys of ${SERVICES[service] ?? service} are not there yet`,
      help: 'use awskms:///KEY-ID, or a PEM by env:NAME',
    })
  }
  if (service !== undefined) {
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
    const { openAwsKey } = await import('../backends/remote/aws-kms.ts')
    const opened = await openAwsKey(location, context).catch(async (error: unknown) => {
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
