/** Counts and ends of columns, which a Parquet file's footer holds. */
const FOOTER = /^count\((?:\*|c\d+)\)(?: - count\((?:\*|c\d+)\))?$|^(?:min|max)\(c\d+\)$/

/** Aggregates of one SELECT, each once. */
export class SelectList {
  readonly #indexes = new Map<string, number>()

  /** Index of the expression in the row. */
  add(expression: string): number {
    const known = this.#indexes.get(expression)
    if (known !== undefined) return known
    this.#indexes.set(expression, this.#indexes.size)
    return this.#indexes.size - 1
  }

  /** One row with all expressions over a FROM clause. */
  render(from: string): string {
    return `SELECT ${[...this.#indexes.keys()].join(', ')} FROM ${from}`
  }

  /**
   * The same row from two SELECTs: where nothing but counts and ends of bare columns is asked for, the engine answers from the
   * file's footer, and columns that are only counted need not be read.
   */
  renderSplit(from: string): string {
    const named = [...this.#indexes].map(([sql, index]) => ({ sql, name: `e${index}`, isInFooter: FOOTER.test(sql) }))
    const parts = [named.filter(({ isInFooter }) => isInFooter), named.filter(({ isInFooter }) => !isInFooter)]
      .filter((part) => part.length > 0)
      .map((part) => `(SELECT ${part.map(({ sql, name }) => `${sql} AS ${name}`).join(', ')} FROM ${from})`)
    return `SELECT ${named.map(({ name }) => name).join(', ')} FROM ${parts.join(', ')}`
  }
}
