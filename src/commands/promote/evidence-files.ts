import type { EvidenceSettings } from '../../config/evidence-settings.ts'
import { type Digest, parseDigest } from '../../core/digest.ts'
import { type Fault, InputError } from '../../core/faults.ts'
import type { CheckResult } from '../../core/result.ts'
import { type ReadStatement, readStatements } from '../../evidence/evidence-reading.ts'
import { verifyDigest } from '../../evidence/statement-verification.ts'
import type { Workspace } from '../../ports/workspace.ts'
import type { Services } from '../services.ts'

/** An evidence file as it was given. */
export interface EvidenceFile {
  readonly file: string
  readonly digest: Digest
  /** Whether its digest was told, and is this one. */
  readonly isBound: boolean
  /** The bytes that were judged, for the record. */
  readonly bytes: Uint8Array
  /** Empty where the digest is not the one that was told: such a file is not even parsed. */
  readonly statements: readonly ReadStatement[]
  readonly check: CheckResult
}

/**
 * The same files with each signature verified: where the policy names somebody whose signature counts, none is passed over.
 *
 * @throws SystemError where the roots of trust cannot be had.
 */
export async function verifySignatures(
  files: readonly EvidenceFile[],
  settings: EvidenceSettings,
  { signing, signal }: Pick<Services, 'signing' | 'signal'>,
): Promise<readonly EvidenceFile[]> {
  const isSigned = files.some(({ statements }) => statements.some(({ signedText }) => signedText !== null))
  if (settings.trust.length === 0 || !isSigned) return files
  const signer = await signing(settings)
  const verify = async (statement: ReadStatement): Promise<ReadStatement> => {
    const { signedText } = statement
    if (signedText === null) return statement
    return { ...statement, signature: await signer.verify(signedText, settings.trust, signal) }
  }
  const verified: EvidenceFile[] = []
  for (const file of files) {
    const statements: ReadStatement[] = []
    for (const statement of file.statements) statements.push(await verify(statement))
    verified.push({ ...file, statements })
  }
  return verified
}

const MAX_BYTES = 20_000_000

/** Reads and hashes the evidence files. @throws InputError with every file that is missing or no evidence, and every digest that is none. */
export async function readEvidenceFiles(
  files: readonly string[],
  digests: readonly string[],
  workspace: Workspace,
): Promise<readonly EvidenceFile[]> {
  const told = parseDigests(files, digests)
  const faults: Fault[] = []
  const read: EvidenceFile[] = []
  for (const file of files) {
    try {
      read.push(await readEvidenceFile(file, told, workspace))
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      faults.push(...error.faults)
    }
  }
  if (faults.length > 0) throw new InputError(faults)
  return read
}

function parseDigests(files: readonly string[], digests: readonly string[]): readonly Digest[] {
  const parsed = digests.map((text) => ({ text, digest: parseDigest(text) }))
  const faults: Fault[] = parsed
    .filter(({ digest }) => digest === null)
    .map(({ text }) => ({
      message: `evidence digest "${text}" is none: it is sha256: and 64 hexadecimal digits in lower case`,
      help: 'take it from the output evidence-digest of the step that judged',
    }))
  if (digests.length > 0 && digests.length !== files.length) {
    faults.push({
      message: `${count(digests.length, 'evidence digest')} for ${count(files.length, 'evidence file')}`,
      help: 'give one digest for each file',
    })
  }
  if (faults.length > 0) throw new InputError(faults)
  return parsed.flatMap(({ digest }) => digest ?? [])
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`

const adviseMissing = (file: string): string =>
  `mend the path, which starts from the working directory; validate or compare --evidence-file ${file} writes it`

async function readEvidenceFile(file: string, told: readonly Digest[], workspace: Workspace): Promise<EvidenceFile> {
  const { digest, size } = await workspace.digest(file, 'caller').catch(async (error: unknown) => {
    if (!(error instanceof InputError) || (await workspace.exists(file, 'caller'))) throw error
    const faults = error.faults.map((fault) => ({ ...fault, help: adviseMissing(file) }))
    throw new InputError(faults, { cause: error })
  })
  const check = verifyDigest(file, digest, told)
  const base = { file, digest, check, isBound: told.length > 0 && check.verdict === 'pass' }
  if (check.verdict === 'fail') return { ...base, bytes: new Uint8Array(), statements: [] }
  const text = await workspace.readText(file, 'caller', MAX_BYTES)
  const bytes = new TextEncoder().encode(text)
  if (bytes.length !== size) {
    throw new InputError({
      message: `${file} begins with a byte order mark, or changed while it was read`,
      help: 'give the file as --evidence-file wrote it',
    })
  }
  return { ...base, bytes, statements: readStatements(text, file) }
}
