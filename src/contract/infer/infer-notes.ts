/** What a person should know of an inferred contract. */
export interface InferenceNote {
  /** null: of the whole table. */
  readonly column: string | null
  readonly text: string
  /** Whether something is to be looked at, in the data or in the contract. */
  readonly isDoubt: boolean
}

/** Notes in the order in which they are found. */
export class InferenceNotes {
  readonly #notes: InferenceNote[] = []

  get all(): readonly InferenceNote[] {
    return this.#notes
  }

  tell(column: string | null, text: string): void {
    this.#notes.push({ column, text, isDoubt: false })
  }

  doubt(column: string | null, text: string): void {
    this.#notes.push({ column, text, isDoubt: true })
  }
}
