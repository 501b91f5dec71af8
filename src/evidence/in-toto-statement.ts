import { STATEMENT_TYPE } from './statement.ts'

/** A thing with its digest, as in-toto names it. */
export interface ResourceDescriptor {
  readonly name?: string
  readonly uri?: string
  readonly mediaType?: string
  readonly digest: { readonly sha256: string }
}

/** An in-toto statement with a predicate that is not of this program's own commands. */
export interface InTotoStatement<P> {
  readonly _type: typeof STATEMENT_TYPE
  readonly subject: readonly ResourceDescriptor[]
  readonly predicateType: string
  readonly predicate: P
}

/** The statement that says `predicate` of the subjects. */
export function makeStatement<P>(
  subject: readonly ResourceDescriptor[],
  predicateType: string,
  predicate: P,
): InTotoStatement<P> {
  return { _type: STATEMENT_TYPE, subject, predicateType, predicate }
}
