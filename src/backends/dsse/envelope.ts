import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto'
import { InputError } from '../../core/faults.ts'
import { isMap } from '../../core/plain-map.ts'
import type { SignatureFinding } from '../../core/signature-finding.ts'
import { STATEMENT_PAYLOAD } from '../../core/statement-payload.ts'
import type { TrustedIdentity } from '../../core/trusted-identity.ts'
import type { SigningKey } from '../../ports/signer.ts'

/**
 * The bytes that a signature of an envelope is over.
 *
 * @see https://github.com/secure-systems-lab/dsse/blob/master/protocol.md
 */
export function encodeForSigning(type: string, payload: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(`DSSEv1 ${Buffer.byteLength(type)} ${type} ${payload.length} `), payload])
}

/** sha256 of the public key in DER, lower-case hex. */
export function digestKey(key: KeyObject): string {
  return createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex')
}

/** A statement in an envelope with one signature, as JSON on one line. @throws whatever the key does */
export async function signEnvelope(statement: Uint8Array, key: SigningKey, signal: AbortSignal): Promise<string> {
  const signature = await key.sign(encodeForSigning(STATEMENT_PAYLOAD, statement), signal)
  return JSON.stringify({
    payload: Buffer.from(statement).toString('base64'),
    payloadType: STATEMENT_PAYLOAD,
    signatures: [{ keyid: key.keyId, sig: Buffer.from(signature).toString('base64') }],
  })
}

/**
 * Whether one of the trusted keys signed an envelope. The ids in it are hints that nobody vouches for: every key is tried.
 * A signature that says to be of a trusted key and does not hold makes it invalid, whoever else signed.
 *
 * @param envelope parsed JSON.
 * @throws InputError where a trusted key cannot be read.
 */
export function verifyEnvelope(envelope: unknown, trusted: readonly TrustedIdentity[]): SignatureFinding {
  const invalid = (reason: string): SignatureFinding => ({ kind: 'invalid', reason })
  if (!isMap(envelope) || typeof envelope['payload'] !== 'string') return invalid('the envelope has no payload')
  const { payload, payloadType, signatures } = envelope
  if (payloadType !== STATEMENT_PAYLOAD) return invalid(`payloadType of the envelope is not ${STATEMENT_PAYLOAD}`)
  const given = Array.isArray(signatures) ? signatures.filter(isMap) : []
  const bytes = encodeForSigning(STATEMENT_PAYLOAD, Buffer.from(payload, 'base64'))
  const keys = trusted.flatMap((identity) => (identity.kind === 'key' ? [{ ...identity, key: readKey(identity) }] : []))
  const isOf = (key: KeyObject, sig: unknown) =>
    typeof sig === 'string' && holds(key, bytes, Buffer.from(sig, 'base64'))
  const broken = keys.find(({ key }) => given.some(({ keyid, sig }) => keyid === digestKey(key) && !isOf(key, sig)))
  if (broken) return invalid(`its signature by ${broken.name} does not hold: the payload or the signature was changed`)
  for (const { name, key } of keys) {
    if (given.some(({ sig }) => isOf(key, sig)))
      return { kind: 'trusted', identity: { kind: 'key', keyId: digestKey(key), name } }
  }
  const ids = given.map(({ keyid }) => String(keyid))
  const keyId = ids[0] ?? 'none'
  const reason =
    keys.length === 0 ? 'a key signed, and evidence.trust names none' : `no key of evidence.trust signed it`
  return { kind: 'untrusted', identity: { kind: 'key', keyId, name: keyId.slice(0, 12) }, reason }
}

function readKey({ pem, name }: Extract<TrustedIdentity, { kind: 'key' }>): KeyObject {
  try {
    const key = createPublicKey(pem)
    if (['ed25519', 'ec', 'rsa'].includes(key.asymmetricKeyType ?? '')) return key
  } catch {
    // said below, as for a key of another kind
  }
  throw new InputError({
    message: `${name} is no public key of Ed25519, ECDSA or RSA`,
    help: 'write it with: openssl pkey -in PRIVATE.pem -pubout',
  })
}

function holds(key: KeyObject, bytes: Buffer, signature: Buffer): boolean {
  return verify(key.asymmetricKeyType === 'ed25519' ? null : 'sha256', bytes, key, signature)
}
