import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto'
import { InputError } from '../../core/faults.ts'
import type { SigningKey } from '../../ports/signer.ts'
import { digestKey } from './envelope.ts'

/** Smallest RSA that standard tools accept. */
const LEAST_RSA_BITS = 2048

/**
 * A key that signs here: Ed25519, ECDSA on P-256 (SHA-256), or RSA (PKCS #1 v1.5, SHA-256), in PKCS #8, SEC 1 or PKCS #1.
 *
 * @param place where the PEM came from, for messages; the PEM itself is never shown.
 * @throws InputError where it is none of these.
 */
export function openLocalKey(pem: string, place: string): SigningKey {
  const key = readKey(pem, place)
  const algorithm = chooseAlgorithm(key, place)
  return {
    keyId: digestKey(createPublicKey(key)),
    sign: async (bytes) => sign(algorithm, bytes, key),
  }
}

function readKey(pem: string, place: string): KeyObject {
  const refuse = (what: string, help: string) => new InputError({ message: `evidence.key: ${place} ${what}`, help })
  if (/BEGIN ENCRYPTED|Proc-Type: *4,ENCRYPTED/.test(pem)) {
    throw refuse(
      'holds an encrypted key, and nobody is there to be asked for its password',
      'decrypt it (openssl pkey -in KEY.pem -out PLAIN.pem) and keep that as a secret: key: env:NAME',
    )
  }
  if (/BEGIN PUBLIC KEY/.test(pem)) {
    throw refuse('holds a public key, which verifies and does not sign', 'give the private one')
  }
  try {
    return createPrivateKey(pem)
  } catch {
    throw refuse('holds no private key in PEM', 'make one: openssl genpkey -algorithm ed25519 -out KEY.pem')
  }
}

function chooseAlgorithm(key: KeyObject, place: string): 'sha256' | null {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key
  if (type === 'ed25519') return null
  if (type === 'ec' && details?.namedCurve === 'prime256v1') return 'sha256'
  if (type === 'rsa' && (details?.modulusLength ?? 0) >= LEAST_RSA_BITS) return 'sha256'
  const kind =
    type === 'ec' ? `ECDSA on ${details?.namedCurve}` : type === 'rsa' ? `RSA of ${details?.modulusLength} bits` : type
  throw new InputError({
    message: `evidence.key: ${place} is ${kind}`,
    help: 'use Ed25519, ECDSA on P-256, or RSA of 2048 bits and more',
  })
}
