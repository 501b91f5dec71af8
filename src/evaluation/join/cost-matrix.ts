import type { Costs } from '../../core/costs.ts'
import { type Fault, InputError } from '../../core/faults.ts'
import { nearestName } from '../../text/nearest-name.ts'
import type { TaskRows } from '../rows.ts'
import { canonicalValue, listValues } from './label-classes.ts'

/**
 * Costs by class of the label, then of the prediction, in the order of the classes (binary: negative, positive).
 *
 * @throws InputError for a class that the rows do not know.
 */
export function makeCostMatrix(costs: Costs | null, rows: TaskRows): readonly (readonly number[])[] | null {
  if (costs === null) return null
  if (costs.kind === 'errors') {
    return [
      [costs.trueNegative, costs.falsePositive],
      [costs.falseNegative, costs.truePositive],
    ]
  }
  if (rows.task !== 'multiclass') return null
  const places = new Map(rows.classes.map((name, index) => [canonicalValue(name), index]))
  const matrix = rows.classes.map(() => new Array<number>(rows.classes.length).fill(0))
  const unknown = new Set<string>()
  const find = (name: string): number => {
    const place = places.get(canonicalValue(name))
    if (place === undefined) unknown.add(name)
    return place ?? -1
  }
  for (const [label, byPrediction] of Object.entries(costs.byLabel)) {
    const row = matrix[find(label)]
    for (const [prediction, cost] of Object.entries(byPrediction)) {
      const place = find(prediction)
      if (row !== undefined && place >= 0) row[place] = cost
    }
  }
  if (unknown.size > 0) throw new InputError([...unknown].map((name) => describeUnknown(name, rows.classes)))
  return matrix
}

function describeUnknown(name: string, classes: readonly string[]): Fault {
  const nearest = nearestName(name, classes)
  return {
    message: `costs name the class ${JSON.stringify(name)}, which no row has`,
    help: nearest === null ? `the classes are ${listValues(classes, 10)}` : `did you mean ${JSON.stringify(nearest)}?`,
  }
}
