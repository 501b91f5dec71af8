import { SystemError } from '../../core/faults.ts'
import { callRegistry, quoteFilter } from './registry-requests.ts'
import { MISSING, type TrackingServer } from './tracking-server.ts'

/** Marks the run that keeps the files of a model; its value is the model's name. */
const TAG = 'modelgate.files'
const EXISTS = 'RESOURCE_ALREADY_EXISTS'

/**
 * Id of the run of an experiment that keeps the files of a model; both are made where they are not there. Of two runs
 * that are made at the same time the older is taken from then on; files that the other has stay where records say.
 */
export async function findRunOfModel(
  experiment: string,
  model: string,
  server: TrackingServer,
  now: () => Date,
): Promise<string> {
  const id = await findExperiment(experiment, server)
  const filter = `tags.\`${TAG}\` = ${quoteFilter(model)}`
  const found = (await callRegistry(
    {
      method: 'POST',
      path: 'runs/search',
      body: { experiment_ids: [id], filter, max_results: 1, order_by: ['attributes.start_time ASC'] },
      doing: `search the run that keeps files of ${model}`,
      isRepeatable: true,
    },
    server,
  )) as { runs?: readonly Run[] }
  const known = found.runs?.[0]?.info?.run_id
  if (known !== undefined) return known
  const start = now().getTime()
  const made = (await callRegistry(
    {
      method: 'POST',
      path: 'runs/create',
      body: {
        experiment_id: id,
        run_name: `files of ${model}`,
        start_time: start,
        tags: [{ key: TAG, value: model }],
      },
      doing: `make a run for the files of ${model}`,
    },
    server,
  )) as { run?: Run }
  const run = made.run?.info?.run_id
  if (run === undefined) throw strange('makes no run', server)
  const doing = `end the run for the files of ${model}`
  const body = { run_id: run, status: 'FINISHED', end_time: start }
  await callRegistry({ method: 'POST', path: 'runs/update', body, doing, isRepeatable: true }, server)
  return run
}

interface Run {
  readonly info?: { readonly run_id?: string }
}

async function findExperiment(name: string, server: TrackingServer): Promise<string> {
  const read = async () => {
    const answer = await callRegistry(
      {
        method: 'GET',
        path: 'experiments/get-by-name',
        query: { experiment_name: name },
        doing: `find the experiment ${name}`,
        isExpected: ({ code }) => code === MISSING,
      },
      server,
    )
    const { experiment } = (answer ?? {}) as { experiment?: { experiment_id?: string; lifecycle_stage?: string } }
    if (experiment?.lifecycle_stage === 'deleted') {
      throw new SystemError(`the experiment ${name} is deleted at ${server.service.base.host}`, {
        help: 'restore it, or name another one: store.experiment',
      })
    }
    return experiment?.experiment_id ?? null
  }
  const known = await read()
  if (known !== null) return known
  const answer = await callRegistry(
    {
      method: 'POST',
      path: 'experiments/create',
      body: { name },
      doing: `make the experiment ${name}`,
      // another run was quicker
      isExpected: ({ code }) => code === EXISTS,
    },
    server,
  )
  const { experiment_id: made } = (answer ?? {}) as { experiment_id?: string }
  const id = made ?? (await read())
  if (id === null) throw strange(`has no experiment ${name}`, server)
  return id
}

function strange(what: string, { service }: TrackingServer): SystemError {
  return new SystemError(`${service.base.host} ${what}`, {
    help: 'check that MLFLOW_TRACKING_URI is the address of a tracking server',
  })
}
