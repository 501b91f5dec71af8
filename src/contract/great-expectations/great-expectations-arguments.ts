import { isMap } from '../../core/plain-map.ts'
import type { Comparison } from '../comparison.ts'
import { type DemandMaker, type Limit, NONE } from '../custom/custom-demand-maker.ts'
import { isScalar, makeRange, NoEquivalent, toPercent, toSnakeCase } from '../custom/custom-parts.ts'
import type { ContractProperty } from '../data-contract.ts'

/** Words of every expectation that demand nothing. */
const SILENT = new Set([
  'batch_id',
  'catch_exceptions',
  'condition_parser',
  'description',
  'include_config',
  'meta',
  'notes',
  'rendered_content',
  'result_format',
  'severity',
  'table',
  'windows',
])

/** Arguments (`kwargs`) of an expectation, in snake_case whatever they were written in; those that nobody reads are an error. */
export class ExpectationArguments {
  readonly #values: ReadonlyMap<string, unknown>
  readonly #read = new Set<string>()

  constructor(kwargs: Readonly<Record<string, unknown>>) {
    this.#values = new Map(
      Object.entries(kwargs)
        .map(([key, value]) => [toSnakeCase(key), value] as const)
        .filter(([, value]) => value !== null && value !== undefined),
    )
  }

  /** @throws NoEquivalent where an argument that changes the demand has not been read. */
  refuseUnread(): void {
    const [name] = [...this.#values]
      .filter(([key, value]) => value !== false && !this.#read.has(key) && !SILENT.has(key))
      .map(([key]) => key)
    if (name === undefined) return
    throw new NoEquivalent(
      name === 'row_condition'
        ? 'it looks at some rows only (row_condition)'
        : `its argument ${name} has no equivalent`,
    )
  }

  has(key: string): boolean {
    return this.#values.has(key)
  }

  #value(key: string): unknown {
    this.#read.add(key)
    const value = this.#values.get(key) ?? null
    if (isMap(value) && '$PARAMETER' in value)
      throw new NoEquivalent(`${key} is a parameter that is filled in at run time`)
    return value
  }

  /** The column that it names, else that under which the rule stands. */
  column(maker: DemandMaker): ContractProperty {
    if (this.has('column')) return maker.column(this.text('column'))
    if (maker.property !== null) return maker.property
    throw new NoEquivalent('it has no column')
  }

  text(key: string): string {
    const value = this.#value(key)
    if (typeof value === 'string' && value !== '') return value
    throw new NoEquivalent(`it has no ${key}`)
  }

  texts(key: string): readonly string[] {
    return this.values(key).map((value) => {
      if (typeof value === 'string') return value
      throw new NoEquivalent(`${key} is no list of texts`)
    })
  }

  /** Scalars of a list. */
  values(key: string): readonly (string | number | boolean | null)[] {
    const value = this.#value(key)
    if (!Array.isArray(value)) throw new NoEquivalent(`it has no list ${key}`)
    return value.map((entry: unknown) => {
      if (isScalar(entry)) return entry
      throw new NoEquivalent(`${key} holds more than plain values`)
    })
  }

  /** Lists in a list, as of `value_pairs_set`. */
  lists(key: string): readonly (readonly (string | number | boolean | null)[])[] {
    const value = this.#value(key)
    if (!Array.isArray(value)) throw new NoEquivalent(`it has no list ${key}`)
    return value.map((entry: unknown) => {
      if (Array.isArray(entry) && entry.every(isScalar)) return entry
      throw new NoEquivalent(`${key} is no list of lists`)
    })
  }

  number(key: string): number | null {
    const value = this.#value(key)
    if (value === null || typeof value === 'number') return value
    throw new NoEquivalent(`${key} is no number`)
  }

  flag(key: string, fallback = false): boolean {
    const value = this.#value(key)
    return typeof value === 'boolean' ? value : fallback
  }

  choice(key: string, fallback: string): string {
    const value = this.#value(key)
    return typeof value === 'string' ? value : fallback
  }

  /** A bound as written: a number or a text that stands for a moment. */
  bound(key: string): number | string | null {
    const value = this.#value(key)
    if (value === null || typeof value === 'number' || typeof value === 'string') return value
    throw new NoEquivalent(`${key} is neither a number nor a text`)
  }

  /** Share of the values that must hold, 0 to 1. */
  mostly(): number {
    const share = this.number('mostly') ?? 1
    if (share >= 0 && share <= 1) return share
    throw new NoEquivalent('mostly is not between 0 and 1')
  }

  /** What may break a demand over all rows. */
  limit(): Limit {
    const share = this.mostly()
    return share === 1
      ? NONE
      : { comparison: { operator: 'mustBeLessOrEqualTo', operand: toPercent(1 - share) }, unit: 'percent' }
  }

  /** `min_value` and `max_value` with their strictness as comparisons that must all hold. */
  range(): readonly Comparison[] {
    const [low, high] = [this.number('min_value'), this.number('max_value')]
    const [isAbove, isBelow] = [
      this.flag('strict_min') || this.flag('strictly'),
      this.flag('strict_max') || this.flag('strictly'),
    ]
    return makeRange(low, high, isAbove, isBelow)
  }
}
