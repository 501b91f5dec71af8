import type { ModelSettings } from '../../config/project.ts'
import type { PolicyReference, Result } from '../../core/result.ts'
import { isRunReference } from '../../core/run-reference.ts'
import type { Trust } from '../../core/verdict.ts'
import { weakestTrust } from '../../evidence/statement-verification.ts'
import type { ArtifactDraft, RegistrationDraft } from '../../ports/model-registry.ts'
import { readNamedParameters } from '../parameter-file.ts'
import type { Services } from '../services.ts'
import type { CandidateFile } from './candidate-files.ts'
import type { EvidenceFile } from './evidence-files.ts'

/** All that a record is made from. */
export interface RecordInput {
  readonly model: ModelSettings
  readonly stored: readonly CandidateFile[]
  readonly files: readonly EvidenceFile[]
  readonly results: readonly Result[]
  readonly policy: PolicyReference
  /** Of this run. */
  readonly trust: Trust
}

/** The record of the version to come: what it is, from what it came and by what it was judged. */
export async function draftRecord(input: RecordInput, services: Services): Promise<RegistrationDraft['record']> {
  const { model, stored, results, policy } = input
  return {
    description: model.description,
    intendedUse: model.intendedUse,
    owner: model.owner,
    codeCommit: findCodeCommit(results, services),
    data: listData(results),
    parameters: await readParameters(model, services),
    metrics: listMetrics(results),
    policy: { uri: policy.uri, ref: policy.ref, digest: policy.digest },
    evidence: nameEvidence(input.files, model.name).map(({ path, file, command, result }) => ({
      name: path,
      command,
      verdict: result.verdict,
      trust: result.trust,
      digest: file.digest,
    })),
    waivers: results.flatMap((result) => result.checks.flatMap((check) => check.waiver ?? [])),
    image: null,
    artifacts: stored.map(({ path, uri, digest, size }) => ({ path, uri, digest, size, location: 'git' })),
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
  { model, stored, files }: RecordInput,
  { workspace }: Services,
): Promise<readonly ArtifactDraft[]> {
  const artifacts = stored.map(async ({ path, uri }) => {
    const [only] = await workspace.glob(uri, 'config')
    return { path, file: { localPath: await workspace.resolve(only ?? uri, 'config') } }
  })
  const evidence = new Map(nameEvidence(files, model.name).map(({ path, file }) => [path, file.bytes]))
  return [...(await Promise.all(artifacts)), ...[...evidence].map(([path, bytes]) => ({ path, file: { bytes } }))]
}

/** A file is kept whole, once, under the first command that it speaks of: `evidence/compare.json`. */
function nameEvidence(files: readonly EvidenceFile[], model: string) {
  const taken = new Set<string>()
  return files.flatMap((file) => {
    const results = file.statements.flatMap(({ result }) => (result.model === model ? [result] : []))
    const [first] = results
    if (first === undefined) return []
    const ending = file.statements.length > 1 ? 'jsonl' : 'json'
    let path = `evidence/${first.command}.${ending}`
    for (let number = 2; taken.has(path); number += 1) path = `evidence/${first.command}-${number}.${ending}`
    taken.add(path)
    return results.map((result) => ({ path, file, command: result.command, result }))
  })
}

/** Materials that stand elsewhere in the record: as artifacts, parameters, policy, or as the version before. */
const NO_DATA: readonly string[] = ['model', 'candidate', 'baseline', 'parameters', 'contract']

/** What the version was made from and judged on; evaluation data under its data set's key where a command named that. */
function listData(results: readonly Result[]): RegistrationDraft['record']['data'] {
  const materials = results.flatMap((result) => result.materials).filter(({ name }) => !NO_DATA.includes(name))
  const data = new Map<string, RegistrationDraft['record']['data'][number]>()
  for (const { name, uri, digest, rows } of materials) {
    const known = data.get(uri)
    data.set(uri, {
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
