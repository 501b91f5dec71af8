import { InputError, SystemError } from '../../core/faults.ts'
import { isMap } from '../../core/plain-map.ts'
import type { CheckResult } from '../../core/result.ts'
import type { SignatureFinding } from '../../core/signature-finding.ts'
import { readStatements } from '../../evidence/evidence-reading.ts'
import { readKeptStatements } from '../../evidence/kept-statements.ts'
import { describeSigner } from '../../evidence/origin-verification.ts'
import { readProvenance } from '../../evidence/provenance.ts'
import { listStatementFaults } from '../../evidence/statement-comparison.ts'
import type { ModelRecord } from '../../registry/model-version.ts'
import { registryCheck } from '../../registry/registry-check.ts'
import type { RegistryInspection } from '../../registry/verification.ts'
import type { PolicyServices } from '../policy-project.ts'
import type { Services } from '../services.ts'
import { findEvidenceTrust } from './evidence-trust.ts'

/** Answers to the same question are asked for once: a file of several statements stands in the record for each. */
type VerifySignature = (signedText: string, isTrustNeeded?: boolean) => Promise<SignatureFinding | string>

type TrustServices = PolicyServices & Pick<Services, 'signing'>

/** What was found about a version's evidence. */
interface Findings {
  /** What does not hold. */
  readonly faults: string[]
  /** What cannot be told now, and why. */
  readonly open: string[]
  readonly signers: Set<string>
}

/**
 * A check `registry/TAG/evidence` for each version whose record is the one registered: its evidence can be read and says
 * what the record says, each signature holds and is of whom the record names, and the statements for other tools are there
 * and speak of this version. A signature of somebody whom the policy no longer names leaves it inconclusive.
 */
export async function verifyKeptEvidence(
  inspection: RegistryInspection,
  services: TrustServices,
): Promise<readonly CheckResult[]> {
  const models = [...new Set(inspection.tags.map(({ name }) => name.model))]
  const verify = createVerifier(models, services)
  const checks: CheckResult[] = []
  for (const tag of inspection.tags) {
    const found = inspection.records.get(tag.commit)
    const record = found?.record ?? null
    if (tag.name.kind !== 'version' || !found?.evidence || record?.sha256 !== tag.details?.record.sha256) continue
    const parsed = parseRecord(record?.text ?? '')
    if (parsed === null || (parsed.evidence.length === 0 && parsed.statements === undefined)) continue
    const findings: Findings = { faults: [], open: [], signers: new Set() }
    const texts = new Map([...found.evidence].map(([path, bytes]) => [path, new TextDecoder().decode(bytes)]))
    const unread = [...found.files].flatMap(([path, digest]) => (digest === null ? [path] : []))
    findings.open.push(
      ...parsed.evidence.flatMap(({ name }) =>
        unread.includes(name) ? [`${name} is too large and was not read`] : [],
      ),
    )
    await verifyEvidence(parsed, texts, verify, findings)
    await verifyStatements(parsed, tag.tag, texts, verify, findings)
    checks.push(makeCheck(tag.tag, findings))
  }
  return checks
}

async function verifyEvidence(
  record: ModelRecord,
  texts: ReadonlyMap<string, string>,
  verify: VerifySignature,
  { faults, open, signers }: Findings,
): Promise<void> {
  for (const [index, entry] of record.evidence.entries()) {
    const text = texts.get(entry.name)
    // missing files, and bytes that are not those recorded, are named by the check of the record's files
    if (text === undefined) continue
    if (entry.command === 'provenance') {
      await verifyProvenance(record, entry, text, verify, { faults, open, signers })
      continue
    }
    const statements = readSafely(() => readStatements(text, entry.name))
    if (typeof statements === 'string') {
      faults.push(`${entry.name} is no evidence: ${statements}`)
      continue
    }
    const before = record.evidence
      .slice(0, index)
      .filter(({ name, command }) => name === entry.name && command === entry.command)
    const own = statements.filter(({ result }) => result.command === entry.command && result.model === record.model)
    const statement = own[before.length]
    if (statement === undefined) {
      faults.push(`${entry.name} has no statement of ${entry.command} about ${record.model}`)
      continue
    }
    if (!statement.isConsistent) faults.push(`${entry.name}: its subject or lists of tests are not those of its result`)
    if (statement.result.verdict !== entry.verdict || statement.result.trust !== entry.trust) {
      faults.push(
        `${entry.name} says ${statement.result.verdict} (${statement.result.trust}), the record ${entry.verdict} (${entry.trust})`,
      )
    }
    const signer = await findSigner(entry.name, statement.signedText, verify, { faults, open })
    if (entry.signer !== undefined && statement.signedText === null) {
      faults.push(`${entry.name} is unsigned, and the record says that ${entry.signer} signed it`)
    } else if (entry.signer !== undefined && signer !== null && signer !== entry.signer) {
      faults.push(`${signer} signed ${entry.name}, and the record names ${entry.signer}`)
    }
    if (signer !== null) signers.add(signer)
  }
}

/** Of a workflow that the policy need not trust: it says where the model came from, and nothing was decided by it. */
async function verifyProvenance(
  record: ModelRecord,
  { name, signer, builder }: ModelRecord['evidence'][number],
  text: string,
  verify: VerifySignature,
  { faults, open, signers }: Findings,
): Promise<void> {
  const statements = readSafely(() => readKeptStatements(text, name))
  const [kept] = typeof statements === 'string' ? [] : statements
  const model = record.artifacts.find(({ path }) => path === 'artifacts/model')
  const said = kept && model ? readProvenance(kept.statement, model.digest.sha256) : null
  if (kept?.signedText == null || said === null || said.builder !== builder) {
    faults.push(`${name} is no signed provenance of this model by ${String(builder)}`)
    return
  }
  const found = await verify(kept.signedText, false)
  if (typeof found === 'string') open.push(`${name}: ${found}`)
  else if (found.kind === 'invalid') faults.push(`${name}: ${found.reason}`)
  else if (describeSigner(found.identity) !== signer) {
    faults.push(`${describeSigner(found.identity)} signed ${name}, and the record names ${String(signer)}`)
  } else signers.add(describeSigner(found.identity))
}

async function verifyStatements(
  record: ModelRecord,
  tag: string,
  texts: ReadonlyMap<string, string>,
  verify: VerifySignature,
  { faults, open, signers }: Findings,
): Promise<void> {
  for (const { name, predicateType } of record.statements ?? []) {
    const text = texts.get(name)
    if (text === undefined) {
      faults.push(`${name} is missing`)
      continue
    }
    const statements = readSafely(() => readKeptStatements(text, name))
    if (typeof statements === 'string') {
      faults.push(`${name} cannot be read: ${statements}`)
      continue
    }
    for (const { statement, signedText } of statements) {
      faults.push(...listStatementFaults(statement, { name, predicateType, tag, record }))
      const signer = await findSigner(name, signedText, verify, { faults, open })
      if (signer !== null) signers.add(signer)
    }
  }
}

/** Who signed; null where nobody did, or it cannot be told. */
async function findSigner(
  name: string,
  signedText: string | null,
  verify: VerifySignature,
  { faults, open }: Pick<Findings, 'faults' | 'open'>,
): Promise<string | null> {
  if (signedText === null) return null
  const found = await verify(signedText)
  if (typeof found === 'string') open.push(`${name}: ${found}`)
  else if (found.kind === 'trusted') return describeSigner(found.identity)
  else if (found.kind === 'untrusted') open.push(`${name}: ${found.reason}`)
  else faults.push(`${name}: ${found.reason}`)
  return null
}

/** A reason in place of a finding where the policy trusts nobody, or roots of trust cannot be had. */
function createVerifier(models: readonly string[], services: TrustServices): VerifySignature {
  const { signing, signal } = services
  let trust: ReturnType<typeof findEvidenceTrust> | undefined
  const known = new Map<string, Promise<SignatureFinding | string>>()
  const verify: VerifySignature = async (signedText, isTrustNeeded = true) => {
    try {
      trust ??= findEvidenceTrust(models, services)
      const evidence = await trust
      if (evidence === null || (isTrustNeeded && evidence.trust.length === 0)) {
        return 'it is signed, and evidence.trust names nobody whose signature could be verified'
      }
      return await (await signing(evidence)).verify(signedText, evidence.trust, signal)
    } catch (error) {
      if (!(error instanceof SystemError || error instanceof InputError) || signal.aborted) throw error
      return `its signature could not be verified: ${error.message.split('\n')[0]}`
    }
  }
  return (signedText, isTrustNeeded) => {
    const answer = known.get(signedText) ?? verify(signedText, isTrustNeeded)
    known.set(signedText, answer)
    return answer
  }
}

function readSafely<T>(read: () => T): T | string {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return error.faults[0]?.message ?? error.message
  }
}

function parseRecord(text: string): ModelRecord | null {
  try {
    const data: unknown = JSON.parse(text)
    return isMap(data) && Array.isArray(data['evidence']) ? (data as unknown as ModelRecord) : null
  } catch {
    return null
  }
}

function makeCheck(tag: string, { faults, open, signers }: Findings): CheckResult {
  const verdict = faults.length > 0 ? 'fail' : open.length > 0 ? 'inconclusive' : 'pass'
  const signed = signers.size > 0 ? `signed by ${[...signers].join(' and ')}` : 'unsigned'
  return registryCheck({
    id: [tag, 'evidence'],
    title: `${tag}: its evidence says what its record says`,
    verdict,
    observed: verdict === 'pass' ? signed : [...new Set([...faults, ...open])].join('; '),
    expected: 'readable statements of this version, whose signatures hold',
    statistics: { signers: [...signers] },
    help:
      verdict === 'pass'
        ? null
        : verdict === 'fail'
          ? 'compare with a clone or backup made earlier; a version whose evidence is gone cannot show why it was promoted'
          : 'name in evidence.trust who signed then, or let this machine reach the roots of trust',
  })
}
