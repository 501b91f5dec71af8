import type { BinaryRows, MulticlassRows, NumberRows, RankingRows, TaskRows } from './rows.ts'

type Numbers = Uint8Array | Int32Array | Float64Array

function pick<T extends Numbers | null>(values: T, indices: ArrayLike<number>): T {
  if (values === null) return values
  const Typed = values.constructor as new (length: number) => Numbers
  const picked = new Typed(indices.length)
  for (let i = 0; i < picked.length; i++) picked[i] = values[indices[i]!]!
  return picked as T
}

/** The groups of the rows at the indices, numbered anew in the order in which they come. */
function pickGroups<T extends Int32Array | null>(groups: T, indices: ArrayLike<number>): T {
  if (groups === null) return groups
  const numbers = new Map<number, number>()
  return pick(groups, indices).map((group) => {
    const known = numbers.get(group)
    if (known !== undefined) return known
    numbers.set(group, numbers.size)
    return numbers.size - 1
  }) as T
}

/** The rows at these indices, in the order of the indices; each must be an index of `rows`. */
export function sliceRows<T extends TaskRows>(rows: T, indices: ArrayLike<number>): T {
  const shared = { weights: pick(rows.weights, indices), groups: pickGroups(rows.groups, indices) }
  return { ...rows, ...shared, ...sliceAnswers(rows, indices) } as T
}

function sliceAnswers(rows: TaskRows, indices: ArrayLike<number>): Partial<TaskRows> {
  const both = <A>(models: { readonly candidate: A; readonly baseline: A | null }, slice: (answers: A) => A) => ({
    candidate: slice(models.candidate),
    baseline: models.baseline === null ? null : slice(models.baseline),
  })
  switch (rows.task) {
    case 'binary':
      return {
        labels: pick(rows.labels, indices),
        ...both<BinaryRows['candidate']>(rows, ({ predictions, scores }) => ({
          predictions: pick(predictions, indices),
          scores: pick(scores, indices),
        })),
      }
    case 'multiclass':
      return {
        labels: pick(rows.labels, indices),
        ...both<MulticlassRows['candidate']>(rows, ({ predictions, scores }) => ({
          predictions: pick(predictions, indices),
          scores: scores?.map((column) => pick(column, indices)) ?? null,
        })),
      }
    case 'regression':
    case 'forecast':
      return {
        labels: pick(rows.labels, indices),
        scales: pick(rows.scales, indices),
        ...both<NumberRows['candidate']>(rows, ({ predictions, lower, upper }) => ({
          predictions: pick(predictions, indices),
          lower: pick(lower, indices),
          upper: pick(upper, indices),
        })),
      }
    case 'ranking':
      return {
        labels: pick(rows.labels, indices),
        queries: pickGroups(rows.queries, indices),
        ...both<RankingRows['candidate']>(rows, ({ scores }) => ({ scores: pick(scores, indices) })),
      }
    case 'graded':
      return both<RankingRows['candidate']>(rows, ({ scores }) => ({ scores: pick(scores, indices) }))
  }
}
