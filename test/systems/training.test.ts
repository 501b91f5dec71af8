import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { ROOT } from '../support/built.ts'
import { ensurePythonTool } from '../support/python-tools.ts'
import { makeFolder } from '../support/temporary-folder.ts'

const EXAMPLE = join(ROOT, 'examples/churn')
const VARIANTS = ['production', 'better', 'worse', 'close']
const TOLERANCE = 1e-9

let python = ''
beforeAll(async () => {
  const requirements = readFileSync(join(EXAMPLE, 'requirements.txt'), 'utf8').trimEnd().split('\n')
  python = join(await ensurePythonTool({ name: 'churn-training', requirements }), 'python')
})

/** A copy of the example as a person finds it, without what training makes. */
function copyExample(): string {
  const folder = makeFolder()
  for (const path of ['data', 'variants', 'train.py', 'predict.py', 'split.py']) {
    cpSync(join(EXAMPLE, path), join(folder, path), { recursive: true })
  }
  return folder
}

function runPython(folder: string, script: string, ...args: readonly string[]): void {
  execFileSync(python, ['-I', '-c', RUN_SCRIPT, script, ...args], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
}

/** `-I` keeps the user's own packages and PYTHONPATH out; the scripts import each other from their folder. */
const RUN_SCRIPT =
  "import runpy, sys; sys.argv = sys.argv[1:]; sys.path.insert(0, ''); runpy.run_path(sys.argv[0], run_name='__main__')"

/** Trains with a parameter file and gives back the rows that the model predicts. */
function trainAndPredict(folder: string, params: string): readonly Row[] {
  runPython(folder, 'train.py', '--params', params)
  return predict(folder, 'out/model.joblib')
}

function predict(folder: string, model: string): readonly Row[] {
  mkdirSync(join(folder, 'out'), { recursive: true })
  runPython(folder, 'predict.py', '--model', model, '--out', 'out/predictions.csv')
  return readPredictions(join(folder, 'out/predictions.csv'))
}

interface Row {
  readonly id: string
  readonly score: number
}

function readPredictions(path: string): readonly Row[] {
  const [header, ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n')
  expect(header).toBe('customer_id,score')
  return lines.map((line) => {
    const [id = '', score = ''] = line.split(',')
    return { id, score: Number(score) }
  })
}

const committed = (variant: string) => readPredictions(join(EXAMPLE, 'variants', variant, 'predictions.csv'))
const testCustomers = () => [...readFileSync(join(EXAMPLE, 'data/test.csv'), 'utf8').matchAll(/^C\d{5}/gm)].map(String)
const ids = (rows: readonly Row[]) => rows.map(({ id }) => id)

/** The largest difference of two rows' scores, which must be in the same order. */
function largestDifference(found: readonly Row[], expected: readonly Row[]): number {
  expect(ids(found)).toEqual(ids(expected))
  return Math.max(...found.map(({ score }, index) => Math.abs(score - expected[index]!.score)))
}

describe('the churn example', () => {
  it('splits the customers into the committed train and test rows, byte for byte', () => {
    const folder = copyExample()
    for (const part of ['train', 'test']) writeFileSync(join(folder, `data/${part}.csv`), 'to be made again\n')
    runPython(folder, 'split.py')
    for (const part of ['data/train.csv', 'data/test.csv']) {
      expect(readFileSync(join(folder, part)).equals(readFileSync(join(EXAMPLE, part))), part).toBe(true)
    }
  })

  it.each(VARIANTS)('trains the %s model again and finds its committed predictions', (variant) => {
    const rows = trainAndPredict(copyExample(), `variants/${variant}/params.yaml`)
    expect(ids(rows)).toEqual(testCustomers())
    expect(largestDifference(rows, committed(variant))).toBeLessThanOrEqual(TOLERANCE)
  })

  it.each(VARIANTS)('predicts the same rows with the committed %s model', (variant) => {
    const rows = predict(copyExample(), `variants/${variant}/model.joblib`)
    expect(largestDifference(rows, committed(variant))).toBeLessThanOrEqual(TOLERANCE)
  })

  it.each([
    ['production', 'C: 1.0', 'C: 0.9'],
    ['close', 'trees: 30', 'trees: 31'],
  ])('finds other predictions where a parameter of the %s model changes', (variant, was, becomes) => {
    const folder = copyExample()
    const params = readFileSync(join(EXAMPLE, 'variants', variant, 'params.yaml'), 'utf8')
    expect(params).toContain(was)
    writeFileSync(join(folder, 'changed.yaml'), params.replace(was, becomes))
    expect(largestDifference(trainAndPredict(folder, 'changed.yaml'), committed(variant))).toBeGreaterThan(
      1e4 * TOLERANCE,
    )
  })
})
