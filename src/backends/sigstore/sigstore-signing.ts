import { SystemError } from '../../core/faults.ts'
import { STATEMENT_PAYLOAD } from '../../core/statement-payload.ts'

/** Services that give a workflow a certificate for minutes, and a witness of when it signed. */
export interface SigstoreInstance {
  /** For messages: `GitHub's Sigstore`. */
  readonly name: string
  readonly fulcio: string
  /** Transparency log; null: none. */
  readonly rekor: string | null
  /** Timestamp authority; null: none. */
  readonly timestamp: string | null
}

/** For one request, and how often it is asked again. */
const LIMITS = { timeout: 20_000, retry: { retries: 2 } }
const LONGEST_MS = 120_000

/**
 * Signs a statement with a key that lives for this one signature and a certificate of the workflow's identity.
 *
 * @param askToken gives the workflow's identity token; its errors are passed on.
 * @returns a bundle (v0.3) as JSON on one line.
 * @throws SystemError where a service does not answer or refuses.
 */
export async function signWithWorkflow(
  statement: Uint8Array,
  instance: SigstoreInstance,
  askToken: () => Promise<string>,
  signal: AbortSignal,
): Promise<string> {
  const [{ DSSEBundleBuilder, FulcioSigner, RekorWitness, TSAWitness }, { bundleToJSON }] = await Promise.all([
    import('@sigstore/sign'),
    import('@sigstore/bundle'),
  ])
  // asked first, so that what is wrong with it is not taken for a failure of the service
  const token = await askToken()
  const { fulcio, rekor, timestamp } = instance
  const builder = new DSSEBundleBuilder({
    signer: new FulcioSigner({
      fulcioBaseURL: trimAddress(fulcio),
      identityProvider: { getToken: async () => token },
      ...LIMITS,
    }),
    // of a statement the log keeps its digest alone
    witnesses: [
      ...(rekor === null ? [] : [new RekorWitness({ rekorBaseURL: trimAddress(rekor), entryType: 'dsse', ...LIMITS })]),
      ...(timestamp === null ? [] : [new TSAWitness({ tsaBaseURL: trimAddress(timestamp), ...LIMITS })]),
    ],
  })
  const limit = AbortSignal.any([signal, AbortSignal.timeout(LONGEST_MS)])
  try {
    const bundle = await Promise.race([
      builder.create({ data: Buffer.from(statement), type: STATEMENT_PAYLOAD }),
      rejectOn(limit),
    ])
    return JSON.stringify(bundleToJSON(bundle))
  } catch (error) {
    if (signal.aborted) throw signal.reason
    throw new SystemError(`cannot sign with ${instance.name}: ${describe(error, token)}`, {
      help: `${new URL(fulcio).host} must be reachable from this machine; nothing was signed`,
    })
  }
}

const trimAddress = (address: string) => address.replace(/\/+$/, '')

function rejectOn(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const stop = () => reject(signal.reason)
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop, { once: true })
  })
}

/** The innermost words of an error, the token never among them. */
function describe(error: unknown, token: string): string {
  const messages: string[] = []
  for (let at: unknown = error; at instanceof Error && messages.length < 4; at = at.cause) messages.push(at.message)
  const said = [...new Set(messages)].join(': ').replaceAll(token, '***')
  return said.replaceAll(/\s+/g, ' ').slice(0, 300) || 'no answer'
}
