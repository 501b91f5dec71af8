import { isMap } from '../core/plain-map.ts'
import { isDvcPipeline } from '../core/run-reference.ts'
import { folderOf, joinPath } from './paths.ts'
import { schemeOf } from './quantities.ts'

/** A file, folder or pattern that a model's settings name, and as what: `contract of test`. */
export interface NamedPath {
  readonly path: string
  readonly role: string
}

/**
 * What the settings of a model name, as written. Unchecked settings will do: what has not the form that it must have is
 * passed over, for whoever judges the model to refuse.
 */
export function listNamedPaths(settings: unknown): readonly NamedPath[] {
  const model = mapOf(settings)
  const named: NamedPath[] = []
  const add = (value: unknown, role: string) => {
    if (typeof value === 'string' && value !== '' && schemeOf(value) === null) named.push({ path: value, role })
  }
  for (const [key, set] of Object.entries(mapOf(model['data']))) {
    add(mapOf(set)['path'], `data ${key}`)
    add(mapOf(set)['contract'], `contract of ${key}`)
  }
  const candidate = mapOf(model['candidate'])
  add(candidate['model'], "the candidate's model")
  add(candidate['predictions'], "the candidate's predictions")
  for (const key of ['metrics', 'parameters']) {
    const written = candidate[key] === 'dvc' ? 'dvc.yaml' : candidate[key]
    add(written, `the candidate's ${key}`)
    if (typeof written === 'string' && isDvcPipeline(written)) {
      add(joinPath(folderOf(written), 'params.yaml'), `the candidate's ${key}`)
    }
  }
  for (const word of listWords(candidate['predict'])) add(word, 'predict')
  for (const word of listCommands(mapOf(model['reproduce'])['train']).flatMap(listWords)) add(word, 'train')
  for (const [name, metric] of Object.entries(mapOf(mapOf(model['evaluation'])['own']))) {
    for (const word of listWords(mapOf(metric)['command'])) add(word, `metric ${name}`)
  }
  for (const baseline of Array.isArray(model['baseline']) ? model['baseline'] : [model['baseline']]) {
    if (typeof baseline === 'string' && baseline.startsWith('file:')) add(baseline.slice(5), 'baseline')
  }
  return named
}

/** Words of a command that may be paths: `predict.py`, and `conf.yaml` of `--config=conf.yaml`. */
function listWords(command: unknown): readonly string[] {
  const words: readonly unknown[] = Array.isArray(command) ? command : []
  return words
    .filter((word) => typeof word === 'string')
    .map((word) => (word.startsWith('-') ? word.replace(/^[^=]*=?/, '') : word))
    .filter((word) => word !== '' && !/[{}*?[\]\s]/.test(word))
}

const listCommands = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

const mapOf = (value: unknown): Readonly<Record<string, unknown>> => (isMap(value) ? value : {})
