import type { CheckResult, Result } from '../core/result.ts'

/** @see https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md */
export const STATEMENT_TYPE = 'https://in-toto.io/Statement/v1'

/** @see https://github.com/in-toto/attestation/blob/main/spec/predicates/test-result.md */
export const TEST_RESULT_TYPE = 'https://in-toto.io/attestation/test-result/v0.1'

/** A thing with its digest, as in-toto names it. */
interface ResourceDescriptor {
  readonly name: string
  readonly uri: string
  readonly digest: { readonly sha256: string }
}

/**
 * What a command found, as an in-toto statement about the bytes that it judged: tools that know test results read
 * `result` and the lists of tests; the whole result stands beside them under `modelgate`.
 */
export interface Statement {
  readonly _type: typeof STATEMENT_TYPE
  /** The result's materials. */
  readonly subject: readonly ResourceDescriptor[]
  readonly predicateType: typeof TEST_RESULT_TYPE
  readonly predicate: {
    /** FAILED: the verdict blocks. WARNED: it does not, and something did not pass or nothing was judged. */
    readonly result: 'PASSED' | 'WARNED' | 'FAILED'
    /** The policy that judged and the files that it came from; empty with flags alone. */
    readonly configuration: readonly ResourceDescriptor[]
    readonly passedTests: readonly string[]
    readonly warnedTests: readonly string[]
    readonly failedTests: readonly string[]
    readonly modelgate: Result
  }
}

/** The statement that says what the result says. */
export function statement(result: Result): Statement {
  return {
    _type: STATEMENT_TYPE,
    subject: result.materials.map(({ name, uri, digest }) => ({ name, uri, digest })),
    predicateType: TEST_RESULT_TYPE,
    predicate: {
      result: result.blocks ? 'FAILED' : result.verdict === 'pass' ? 'PASSED' : 'WARNED',
      configuration: configuration(result),
      passedTests: result.checks.filter((check) => check.verdict === 'pass').map((check) => check.id),
      warnedTests: result.checks.filter(isWarned).map((check) => check.id),
      failedTests: result.checks.filter(isFailed).map((check) => check.id),
      modelgate: result,
    },
  }
}

function configuration({ policy }: Result): ResourceDescriptor[] {
  if (policy === null) return []
  const files = policy.files.map(({ uri, digest }) => ({ name: 'file', uri, digest }))
  return [{ name: 'policy', uri: policy.uri, digest: policy.digest }, ...files]
}

/** A skipped check is in no list: nothing was judged. */
const isFailed = (check: CheckResult) => check.blocks && check.waiver === null

const isWarned = (check: CheckResult) => check.verdict !== 'pass' && check.verdict !== 'skip' && !isFailed(check)
