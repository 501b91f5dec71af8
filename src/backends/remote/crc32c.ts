/** Castagnoli's polynomial, bits reversed. */
const POLYNOMIAL = 0x82f63b78

/**
 * CRC-32C of bytes, as Google's services check what they are sent: `123456789` gives 0xe3069283. Bit by bit, for digests,
 * signatures and keys, not for files.
 *
 * @see https://www.rfc-editor.org/rfc/rfc3720#appendix-B.4
 */
export function digestCrc32c(bytes: Uint8Array): number {
  let rest = 0xffffffff
  for (const byte of bytes) {
    rest ^= byte
    for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? (rest >>> 1) ^ POLYNOMIAL : rest >>> 1
  }
  return (rest ^ 0xffffffff) >>> 0
}
