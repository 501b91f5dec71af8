import { constants, createECDH, type KeyObject, privateEncrypt, randomBytes } from 'node:crypto'

/** Order of the curve P-256. */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
/** DER before a sha256 digest that PKCS #1 v1.5 signs. */
const DIGEST_INFO = Buffer.from('3031300d060960864801650304020105000420', 'hex')

/** RSA with PKCS #1 v1.5 over a sha256 digest that is there already, which Node's own `sign` does not take. */
export function signDigestByRsa(key: KeyObject, digest: Buffer): Buffer {
  return privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, Buffer.concat([DIGEST_INFO, digest]))
}

/** ECDSA on P-256 over a digest that is there already: both numbers, 32 bytes each. */
export function signDigestByEc(key: KeyObject, digest: Buffer): Buffer {
  const secret = toNumber(Buffer.from(key.export({ format: 'jwk' }).d!, 'base64url'))
  const nonce = (toNumber(randomBytes(32)) % (ORDER - 1n)) + 1n
  const point = createECDH('prime256v1')
  point.setPrivateKey(toBytes(nonce))
  const r = toNumber(point.getPublicKey().subarray(1, 33)) % ORDER
  const s = (raise(nonce, ORDER - 2n) * (toNumber(digest) + r * secret)) % ORDER
  return Buffer.concat([toBytes(r), toBytes(s)])
}

/** ECDSA in DER of both numbers, in a way of its own: DER's integers as hexadecimal text. */
export function writeDer(raw: Buffer): Buffer {
  const integers = [raw.subarray(0, 32), raw.subarray(32)].map((bytes) => {
    const hex = toNumber(bytes).toString(16)
    const even = hex.length % 2 === 0 ? hex : `0${hex}`
    const digits = Number.parseInt(even.slice(0, 2), 16) > 127 ? `00${even}` : even
    return `02${(digits.length / 2).toString(16).padStart(2, '0')}${digits}`
  })
  const body = integers.join('')
  return Buffer.from(`30${(body.length / 2).toString(16).padStart(2, '0')}${body}`, 'hex')
}

function raise(base: bigint, exponent: bigint): bigint {
  let [result, power] = [1n, base % ORDER]
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * power) % ORDER
    power = (power * power) % ORDER
  }
  return result
}

const toNumber = (bytes: Buffer) => BigInt(`0x${bytes.toString('hex')}`)
const toBytes = (number: bigint) => Buffer.from(number.toString(16).padStart(64, '0'), 'hex')
