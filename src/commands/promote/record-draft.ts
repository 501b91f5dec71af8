import type { ModelSettings } from '../../config/project.ts'
import type { PolicyReference, Result } from '../../core/result.ts'
import { isRunReference } from '../../core/run-reference.ts'
import type { Trust } from '../../core/verdict.ts'
import { formatCanonicalJson } from '../../evidence/canonical-json.ts'
import { describeSigner } from '../../evidence/origin-verification.ts'
import { weakestTrust } from '../../evidence/statement-verification.ts'
import type { ArtifactDraft, RegistrationDraft } from '../../ports/model-registry.ts'
import { addVersions } from '../data-keeping.ts'
import { listLockFiles } from '../lock-files.ts'
import { readNamedParameters } from '../parameter-file.ts'
import type { Services } from '../services.ts'
import type { CandidateFile, CandidateFiles } from './candidate-files.ts'
import { listDeclaredData } from './declared-data.ts'
import type { EvidenceFile } from './evidence-files.ts'

/** All that a record is made from. */
export interface RecordInput {
  readonly model: ModelSettings
  readonly stored: readonly CandidateFile[]
  /** Bytes of the work tree, among them those of data sets that no evidence names. */
  readonly materials: CandidateFiles['materials']
  readonly files: readonly EvidenceFile[]
  readonly results: readonly Result[]
  readonly policy: PolicyReference
  /** Lower-case hex of a text's UTF-8 bytes. */
  sha256(text: string): string
  /** Where stored files lie, by their path in the record; one that is not named goes into the record itself. */
  readonly locations: ReadonlyMap<string, string>
  /** Reference by digest; null: no image is named. */
  readonly image: string | null
  /** Of this run. */
  readonly trust: Trust
}

/** The record of the version to come: what it is, from what it came and by what it was judged. */
export async function draftRecord(input: RecordInput, services: Services): Promise<RegistrationDraft['record']> {
  const { model, stored, results, policy } = input
  const codeCommit = findCodeCommit(results, services)
  const judged = listData(results, model.evaluation?.data ?? null)
  const [data, declared] = await Promise.all([
    addVersions(judged, codeCommit, services),
    listDeclaredData(input, judged, codeCommit, services),
  ])
  return {
    description: model.description,
    intendedUse: model.intendedUse,
    owner: model.owner,
    codeCommit,
    data: [...data, ...declared],
    environment: await listLockFiles(model.folder, services.workspace),
    parameters: await readParameters(model, services),
    metrics: listMetrics(results),
    policy: { uri: policy.uri, ref: policy.ref, digest: policy.digest },
    evidence: nameEvidence(input.files, model.name).map(({ path, file, command, result, signer }) => ({
      name: path,
      command,
      verdict: result.verdict,
      trust: result.trust,
      digest: file.digest,
      result: { sha256: input.sha256(formatCanonicalJson(result)) },
      ...(signer === null ? {} : { signer }),
    })),
    waivers: results.flatMap((result) => result.checks.flatMap((check) => check.waiver ?? [])),
    image: input.image,
    artifacts: stored.map(({ path, uri, digest, size }) => ({
      ...{ path, uri, digest, size },
      location: input.locations.get(path) ?? 'git',
    })),
    trust: weakestTrust(input.trust, ...results.map((result) => result.trust)),
    createdAt: services.clock
      .now()
      .toISOString()
      .replace(/\.\d+Z$/, 'Z'),
  }
}

/** The commit that the candidate came from: what the comparison saw, else what is checked out. */
export function findCodeCommit(
  results: readonly Result[],
  { provenance }: Pick<Services, 'provenance'>,
): string | null {
  const judged = results.find((result) => result.command === 'compare') ?? results[0]
  return (judged ? judged.source : provenance.source)?.commit ?? null
}

/** The files of the record, byte for byte those that were judged. */
export async function listRecordFiles(
  { model, stored, files, locations }: RecordInput,
  { workspace }: Services,
): Promise<readonly ArtifactDraft[]> {
  const artifacts = stored
    .filter(({ path }) => !locations.has(path))
    .map(async ({ path, uri }) => ({ path, file: { localPath: await findStoredFile(uri, workspace) } }))
  const evidence = new Map(nameEvidence(files, model.name).map(({ path, file }) => [path, file.bytes]))
  return [...(await Promise.all(artifacts)), ...[...evidence].map(([path, bytes]) => ({ path, file: { bytes } }))]
}

/** Absolute path of the one file that a candidate's location stands for. */
export async function findStoredFile(uri: string, workspace: Services['workspace']): Promise<string> {
  const [only] = await workspace.glob(uri, 'config')
  return workspace.resolve(only ?? uri, 'config')
}

/**
 * A file is kept whole, once, under the command that it speaks of: `evidence/compare.json`; of several, as `check` writes
 * them, `evidence/check.jsonl`.
 */
function nameEvidence(files: readonly EvidenceFile[], model: string) {
  const taken = new Set<string>()
  return files.flatMap((file) => {
    const own = file.statements.filter(({ result }) => result.model === model)
    if (own.length === 0) return []
    const [command, another] = new Set(file.statements.map(({ result }) => result.command))
    const name = another === undefined ? command : 'check'
    const ending = file.statements.length > 1 ? 'jsonl' : 'json'
    let path = `evidence/${name}.${ending}`
    for (let number = 2; taken.has(path); number += 1) path = `evidence/${name}-${number}.${ending}`
    taken.add(path)
    return own.map(({ result, signature }) => ({
      ...{ path, file, command: result.command, result },
      signer: signature?.kind === 'trusted' ? describeSigner(signature.identity) : null,
    }))
  })
}

/** Materials that stand elsewhere in the record: as artifacts, parameters, policy, or as the version before. */
const NO_DATA: readonly string[] = ['model', 'candidate', 'baseline', 'parameters', 'contract', 'golden', 'profile']

/**
 * What the version was made from and judged on; evaluation data under its data set's key where a command named that.
 *
 * @param evaluationKey the key of that data set; null: it has none.
 */
function listData(results: readonly Result[], evaluationKey: string | null): RegistrationDraft['record']['data'] {
  // what a comparison looked through for leakage was not judged: it is recorded as it is declared
  const isData = ({ command }: Result, name: string) =>
    command === 'compare' ? name === 'evaluation' || name === evaluationKey : !NO_DATA.includes(name)
  const materials = results.flatMap((result) => result.materials.filter(({ name }) => isData(result, name)))
  const data = new Map<string, RegistrationDraft['record']['data'][number]>()
  for (const { name, uri, digest, rows } of materials) {
    // one file may be two data sets
    const key = `${name === 'evaluation' ? (evaluationKey ?? name) : name} ${uri}`
    const known = data.get(key)
    data.set(key, {
      name: known && name === 'evaluation' ? known.name : name,
      uri,
      digest,
      rows: rows ?? known?.rows ?? null,
    })
  }
  return [...data.values()]
}

/** Overall values; a metric that could not be computed has none. */
function listMetrics(results: readonly Result[]): Readonly<Record<string, number>> {
  const entries = results.flatMap((result) =>
    result.checks.flatMap((check): [string, number][] => {
      if (check.kind !== 'metric' || check.target.slice !== null || check.target.metric === null) return []
      const { value } = check.statistics.candidate
      return value === null ? [] : [[check.target.metric, value]]
    }),
  )
  return Object.fromEntries(entries)
}

async function readParameters({ candidate }: ModelSettings, services: Services) {
  const location = candidate?.parameters
  if (!location || !(isRunReference(location) || (await services.workspace.exists(location, 'config')))) return {}
  return readNamedParameters(location, 'config', services)
}
