/**
 * An ECDSA signature as DER, as OpenSSL and its kin read it, of one that is both numbers one behind the other, as JSON Web
 * Signatures have it.
 *
 * @param raw two numbers of equal width; whatever else it is gives what no key verifies.
 */
export function convertToDer(raw: Buffer): Buffer {
  const half = raw.length / 2
  const body = Buffer.concat([encodeInteger(raw.subarray(0, half)), encodeInteger(raw.subarray(half))])
  return Buffer.concat([Buffer.from([0x30, body.length]), body])
}

function encodeInteger(bytes: Buffer): Buffer {
  const start = bytes.findIndex((byte) => byte !== 0)
  const digits = start < 0 ? Buffer.from([0]) : bytes.subarray(start)
  // the first bit would make it negative
  const sign = (digits[0] ?? 0) >= 0x80 ? [0] : []
  return Buffer.concat([Buffer.from([0x02, sign.length + digits.length, ...sign]), digits])
}
