import { InputError } from './faults.ts'

/** Programs that keep the metrics and parameters of training runs. */
type TrackerKind = 'mlflow' | 'wandb'

/** A run of a tracker, as a configuration names it. */
export interface RunReference {
  readonly tracker: TrackerKind
  /** `4f0c…` of MLflow; `entity/project/run` of Weights & Biases. */
  readonly run: string
}

const REFERENCE = /^(mlflow|wandb):(?!\/\/)(.*)$/s

/** Whether the text names a run; else it is a path or something other. */
export function isRunReference(location: string): boolean {
  return REFERENCE.test(location)
}

/**
 * Reads `mlflow:RUN` and `wandb:ENTITY/PROJECT/RUN`; null for what is no run of a tracker.
 *
 * @throws InputError where the run is not written as its tracker has it
 */
export function parseRunReference(location: string): RunReference | null {
  const [, tracker, run = ''] = REFERENCE.exec(location) ?? []
  if (tracker === undefined) return null
  if (tracker === 'mlflow') {
    if (/^[\w-]{1,64}$/.test(run)) return { tracker, run }
    throw refuse(location, 'names no run of MLflow', 'write mlflow:RUN with the id of the run, 32 letters and digits')
  }
  const parts = run.split('/')
  // the address of a run's page has `runs` between project and run
  if (parts.length === 4 && parts[2] === 'runs') parts.splice(2, 1)
  if (parts.length === 3 && parts.every((part) => /^[^\s?#]+$/.test(part))) {
    return { tracker: 'wandb', run: parts.join('/') }
  }
  throw refuse(location, 'names no run of Weights & Biases', 'write wandb:ENTITY/PROJECT/RUN')
}

/**
 * Where metrics or parameters stand that a configuration names: a run as written; `dvc` as the `dvc.yaml` beside the
 * configuration; else a path.
 *
 * @param locate makes a path of the configuration one of the working directory.
 */
export function locateSource(written: string, locate: (path: string) => string): string {
  return isRunReference(written) ? written : locate(written === 'dvc' ? 'dvc.yaml' : written)
}

/** Whether a location is DVC's own `dvc.yaml`, which names the files to read. */
export function isDvcPipeline(location: string): boolean {
  return /(^|\/)dvc\.ya?ml$/.test(location)
}

function refuse(location: string, problem: string, help: string): InputError {
  return new InputError({ message: `${location}: ${problem}`, help })
}
