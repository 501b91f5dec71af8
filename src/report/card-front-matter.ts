import { findMetric } from '../core/metric.ts'
import { cleanText } from '../text/escape.ts'
import type { CardFacts } from './card-facts.ts'

/** Metrics that only a task with numbers has. */
const OF_NUMBERS = /^(?:rmse|mse|mae|r2|mape|smape|median_ae|bias|rmsle|max_error)$/

/**
 * The metadata that the Hugging Face Hub reads from a card: the task, and each metric with the data that it was measured
 * on. A licence is nobody's to guess, so none is named. Every text is a JSON string, which is one of YAML's too.
 *
 * @see https://github.com/huggingface/hub-docs/blob/main/modelcard.md
 */
export function renderFrontMatter({ model, record }: CardFacts): string {
  const metrics = Object.entries(record.metrics)
    .filter(([name, value]) => Number.isFinite(value) && findMetric(name)?.needs !== 'run')
    .map(([name, value]) => [
      `        - type: ${quote(name)}`,
      `          name: ${quote(findMetric(name)?.title ?? name)}`,
      `          value: ${value}`,
    ])
  const task = Object.keys(record.metrics).some((name) => OF_NUMBERS.test(name))
    ? 'tabular-regression'
    : 'tabular-classification'
  const evaluated = record.data.find(({ name }) => name === 'evaluation') ?? findTest(record.data)
  const index =
    metrics.length === 0
      ? []
      : [
          'model-index:',
          `  - name: ${quote(model)}`,
          '    results:',
          '      - task:',
          `          type: ${task}`,
          '        dataset:',
          `          type: ${quote(evaluated?.name ?? 'evaluation')}`,
          `          name: ${quote(evaluated?.uri ?? 'evaluation data')}`,
          ...(evaluated === undefined ? [] : [`          revision: ${quote(`sha256:${evaluated.digest.sha256}`)}`]),
          '        metrics:',
          ...metrics.flat(),
        ]
  return ['---', `model_name: ${quote(model)}`, `pipeline_tag: ${task}`, ...index, '---'].join('\n')
}

const findTest = (data: CardFacts['record']['data']) =>
  data.find(({ name }) => name === 'test') ?? data.findLast(({ declared }) => !declared)

function quote(text: string): string {
  return JSON.stringify(cleanText(text))
}
