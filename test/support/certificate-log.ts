import { createHash, generateKeyPairSync, sign } from 'node:crypto'

/** A certificate transparency log that promises to keep every certificate it is shown. */
export interface CertificateLog {
  /** Public key in DER. */
  readonly publicKey: Buffer
  readonly logID: Buffer
  /** The promise (RFC 6962, section 3.2) behind the two bytes of its length. */
  log(certificate: ArrayBuffer, issuerKeyHash: ArrayBuffer): Promise<ArrayBuffer>
}

export function createCertificateLog(clock: Date): CertificateLog {
  const pair = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const publicKey = pair.publicKey.export({ type: 'spki', format: 'der' })
  const logID = createHash('sha256').update(publicKey).digest()
  const time = Buffer.alloc(8)
  time.writeBigUInt64BE(BigInt(clock.getTime()))
  return {
    publicKey,
    logID,
    async log(certificate, issuerKeyHash) {
      const body = firstElement(Buffer.from(certificate))
      const length = Buffer.from([body.length >> 16, (body.length >> 8) & 0xff, body.length & 0xff])
      const entry = [Buffer.from([0, 1]), Buffer.from(issuerKeyHash), length, body]
      const signature = sign(
        'sha256',
        Buffer.concat([Buffer.from([0, 0]), time, ...entry, Buffer.alloc(2)]),
        pair.privateKey,
      )
      const head = [Buffer.from([0]), logID, time, Buffer.alloc(2), Buffer.from([4, 3, 0, signature.length])]
      const promise = Buffer.concat([...head, signature])
      const framed = Buffer.concat([Buffer.from([0, promise.length]), promise])
      return framed.buffer.slice(framed.byteOffset, framed.byteOffset + framed.length) as ArrayBuffer
    },
  }
}

/** What of a certificate is signed: the first element of its sequence, in DER. */
function firstElement(certificate: Buffer): Buffer {
  const start = readHeader(certificate, 0).start
  return certificate.subarray(start, readHeader(certificate, start).end)
}

function readHeader(der: Buffer, at: number): { readonly start: number; readonly end: number } {
  const first = der[at + 1]!
  const size = first < 0x80 ? 0 : first & 0x7f
  const start = at + 2 + size
  const length = size === 0 ? first : der.readUIntBE(at + 2, size)
  return { start, end: start + length }
}
