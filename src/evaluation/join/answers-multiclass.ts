import { formatPlural } from '../../core/count.ts'
import { InputError } from '../../core/faults.ts'
import type { ClassifiedRows } from '../rows.ts'
import { type ClassOrder, findUnscored, orderClasses } from './class-order.ts'
import { type CodedColumn, type PredictionColumns, pickNumbers } from './evaluation-columns.ts'
import type { EvaluationInput } from './evaluation-data.ts'
import { canonicalValue } from './label-classes.ts'
import type { OpenTask, PlacedFile, SharedRows, TaskFiles } from './task-answers.ts'

/** What one file says: the classes that it predicts, and how many rows had several with the largest score. */
interface Predicted {
  readonly column: CodedColumn
  readonly ties: number
}

/**
 * Any number of classes: those of the labels and of both models' predictions. Without a prediction column a row's class
 * is the one with the largest score, of equal ones the first.
 *
 * @throws InputError where a class of the labels has no score column.
 */
export function openMulticlass(
  { columns, scoreClasses }: EvaluationInput,
  { reference, candidate, baseline }: TaskFiles,
  share: (kept: Int32Array) => SharedRows,
): OpenTask {
  const labels = reference.labels as CodedColumn
  const place = `column ${columns.label} of ${reference.uri}`
  const unscored = scoreClasses === null ? [] : findUnscored(labels.names, scoreClasses, place)
  if (unscored.length > 0) throw new InputError(unscored)
  const predicted = new Map(
    [candidate, baseline].flatMap((file) => (file ? [[file, findPredictions(file, scoreClasses ?? [])] as const] : [])),
  )
  const said = [labels.names, ...[...predicted.values()].map(({ column }) => column.names)]
  const classes = orderClasses(said, place)
  const scores = orderScores(classes, scoreClasses)
  return {
    keyOf: canonicalValue,
    findFaults: () => [],
    describeUnfit: () => null,
    assemble: ({ kept, candidate: own, baseline: other }) => {
      const labelOf = labels.names.map((name) => classes.indexOf(name))
      const answer = (placed: PlacedFile) => placeAnswers(placed, predicted.get(placed.file)!.column, classes, scores)
      const [left, right] = [answer(own), other && answer(other)]
      return {
        rows: {
          task: 'multiclass',
          ...share(kept),
          classes: classes.names,
          labels: Int32Array.from(kept, (row) => labelOf[labels.codes[row]!]!),
          candidate: left.classified,
          baseline: right?.classified ?? null,
        },
        positive: null,
        classes: [...new Set([...said.flat(), ...(scoreClasses ?? [])])].map(
          (text) => [text, classes.indexOf(text)] as const,
        ),
        predictedBy: candidate.predictions ? 'prediction' : 'largest',
        unpredicted: { candidate: left.unpredicted, baseline: right?.unpredicted ?? null },
        note: describeTies(predicted.get(candidate)!.ties),
      }
    },
  }
}

function describeTies(ties: number): string | null {
  if (ties === 0) return null
  return `in ${formatPlural(ties, 'row')} several classes share the largest score, and the first of them was taken`
}

function findPredictions(file: PredictionColumns, scoreClasses: readonly string[]): Predicted {
  if (file.predictions) return { column: file.predictions as CodedColumn, ties: 0 }
  const order = orderClasses([scoreClasses], file.uri).names.map((name) => scoreClasses.indexOf(name))
  const { winners, ties } = findLargest(order.map((index) => file.scores![index]!))
  const used = [...new Set(winners)].filter((code) => code >= 0)
  const codeOf = new Map(used.map((winner, code) => [winner, code]))
  return {
    column: {
      codes: winners.map((winner) => codeOf.get(winner) ?? -1),
      names: used.map((winner) => scoreClasses[order[winner]!]!),
    },
    ties,
  }
}

/** Index of each row's largest score, of equal ones the first; −1 where one is missing. */
function findLargest(scores: readonly Float64Array[]): { readonly winners: Int32Array; readonly ties: number } {
  const winners = new Int32Array(scores[0]!.length)
  let ties = 0
  for (let row = 0; row < winners.length; row += 1) {
    let winner = 0
    let isTied = false
    for (let index = 0; index < scores.length; index += 1) {
      const score = scores[index]![row]!
      const best = scores[winner]![row]!
      if (Number.isNaN(score)) {
        winner = -1
        break
      }
      if (index > 0 && score === best) isTied = true
      else if (score > best) {
        winner = index
        isTied = false
      }
    }
    winners[row] = winner
    if (winner >= 0 && isTied) ties += 1
  }
  return { winners, ties }
}

/** Where each class's scores stand; −1 for a class that is predicted and has none. null without scores. */
function orderScores(classes: ClassOrder, scoreClasses: readonly string[] | null): readonly number[] | null {
  if (scoreClasses === null) return null
  const keys = scoreClasses.map(canonicalValue)
  return classes.names.map((name) => keys.indexOf(canonicalValue(name)))
}

function placeAnswers(
  { file, rows }: PlacedFile,
  predicted: CodedColumn,
  classes: ClassOrder,
  scores: readonly number[] | null,
): { readonly classified: ClassifiedRows; readonly unpredicted: Uint8Array | null } {
  const classOf = predicted.names.map((name) => classes.indexOf(name))
  const unpredicted = new Uint8Array(rows.length)
  const predictions = new Int32Array(rows.length)
  for (let i = 0; i < rows.length; i += 1) {
    const code = predicted.codes[rows[i]!]!
    if (code < 0) unpredicted[i] = 1
    else predictions[i] = classOf[code]!
  }
  const pick = (index: number) => (index < 0 ? new Float64Array(rows.length) : pickNumbers(file.scores![index]!, rows))
  return {
    classified: { predictions, scores: scores?.map(pick) ?? null },
    unpredicted: unpredicted.includes(1) ? unpredicted : null,
  }
}
