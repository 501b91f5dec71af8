import { isMap, type PlainMap } from '../core/plain-map.ts'
import { CRITERIA_TYPE } from './criteria-statements.ts'
import { EVAL_RESULT_TYPE } from './evaluation-statement.ts'
import { SUMMARY_TYPE } from './verification-summary.ts'

interface Digested {
  readonly digest: { readonly sha256: string }
}

/** A version as its record has it, as far as statements speak of it. */
export interface DescribedVersion {
  /** Of the file. */
  readonly name: string
  /** That the record says the statement has. */
  readonly predicateType: string
  readonly tag: string
  readonly record: {
    readonly artifacts: readonly (Digested & { readonly path: string })[]
    readonly evidence: readonly (Digested & { readonly name: string })[]
    readonly policy: Digested | null
    readonly data: readonly Digested[]
  }
}

/** Where a statement that was kept beside a version is not about it, or says other than its record; empty where it agrees. */
export function listStatementFaults(statement: PlainMap, version: DescribedVersion): readonly string[] {
  const { name, record, tag } = version
  if (statement['predicateType'] !== version.predicateType) {
    return [`${name} is of ${String(statement['predicateType'])}, recorded as ${version.predicateType}`]
  }
  const predicate = isMap(statement['predicate']) ? statement['predicate'] : {}
  const artifacts = listDigests(record.artifacts)
  const policy = record.policy?.digest.sha256 ?? null
  const compare = (what: string, isAlike: boolean) => (isAlike ? [] : [`${name} names another ${what} than the record`])
  const subjects = listDigests(statement['subject'])
  switch (version.predicateType) {
    case SUMMARY_TYPE:
      return [
        ...compare('model or file', isSame(subjects, artifacts)),
        ...compare('policy', listDigests([predicate['policy']])[0] === policy),
        ...compare('evidence', isSame(listDigests(predicate['inputAttestations']), listDigests(record.evidence))),
        ...compare('version', String(predicate['resourceUri']).endsWith(`@refs/tags/${tag}`)),
        ...compare('result', predicate['verificationResult'] === 'PASSED'),
      ]
    case EVAL_RESULT_TYPE: {
      const registered = isMap(predicate['preRegistration']) ? predicate['preRegistration']['value'] : null
      return [
        ...compare(
          'model',
          subjects.every((digest) => artifacts.includes(digest)),
        ),
        ...compare('policy', registered === policy),
        ...compare(
          'evidence',
          listDigests(predicate['evidence']).every((digest) => listDigests(record.evidence).includes(digest)),
        ),
      ]
    }
    case CRITERIA_TYPE:
      return compare(
        'data set',
        subjects.some((digest) => listDigests(record.data).includes(digest)),
      )
    default:
      return []
  }
}

/** Sorted, each once. */
function listDigests(list: unknown): readonly string[] {
  const entries: readonly unknown[] = Array.isArray(list) ? list : []
  const digests = entries.flatMap((entry) =>
    isMap(entry) && isMap(entry['digest']) ? [String(entry['digest']['sha256'])] : [],
  )
  return [...new Set(digests)].sort()
}

const isSame = (left: readonly string[], right: readonly string[]) => left.join() === right.join()
