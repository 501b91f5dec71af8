import { type Fault, InputError } from '../core/faults.ts'
import type { LocatedDocument } from '../yaml/located-document.ts'
import type { ConfigReader } from './config-reader.ts'
import { listTrustFiles, type RawEvidence } from './evidence-settings.ts'
import { folderOf, joinPath } from './paths.ts'

/**
 * Texts of the files that say who is trusted, by their paths as written: they are part of the policy, so they come from
 * where the policy comes from.
 */
export async function readTrustFiles(
  reader: ConfigReader,
  evidence: RawEvidence,
  document: LocatedDocument,
  faults: Fault[],
): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>()
  for (const { path, file } of listTrustFiles(evidence)) {
    const place = document.placeOf(path, 'value')
    const refuse = (message: string, help: string) => faults.push({ message, place, help })
    try {
      const text = await reader.readText(joinPath(folderOf(document.file), file))
      const isKey = path.at(-1) === 'key'
      if (text === null)
        refuse(`${file} is not there`, 'paths are relative to this file: mend the path, or add the file')
      else if (isKey && /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text)) {
        refuse(
          `${file} holds a private key`,
          'take it out of the repository, make another pair, and name the public half here',
        )
      } else if (isKey && !text.includes('-----BEGIN PUBLIC KEY-----')) {
        refuse(`${file} is no public key in PEM`, 'write it with: openssl pkey -in PRIVATE.pem -pubout')
      } else texts.set(file, text)
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      faults.push(...error.faults)
    }
  }
  return texts
}
