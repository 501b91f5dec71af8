import { InputError } from '../../core/faults.ts'
import { isMap } from '../../core/plain-map.ts'
import type { Dispatch } from '../../ports/code-host.ts'
import type { PolicyTree, Registration } from '../../ports/model-registry.ts'
import { parseLocatedYaml } from '../../yaml/located-document.ts'

/** What the input `dispatch` names: a workflow with the inputs that it declares, or an event. */
export type NextStep =
  | {
      readonly kind: 'workflow'
      readonly workflow: string
      readonly branch: string
      /** null: its file could not be read. */
      readonly declared: readonly string[] | null
    }
  | { readonly kind: 'event'; readonly type: string }

/** What a promotion can say about itself to whatever comes next. */
const OFFERED: readonly string[] = ['model', 'version', 'stage', 'commit', 'image']

/**
 * What comes next after a promotion: of a name that ends in `.yml` or `.yaml` that workflow, as the default branch has it,
 * since GitHub takes no other; of any other word the event `repository_dispatch` of that type.
 *
 * @throws InputError where there is no such workflow, nobody may start it by hand, or it asks for what is not known here
 */
export async function findNextStep(written: string, tree: PolicyTree, defaultBranch: string | null): Promise<NextStep> {
  if (!/\.ya?ml$/.test(written)) {
    if (written.length <= 100) return { kind: 'event', type: written }
    throw new InputError(`the event to dispatch has ${written.length} characters; GitHub takes up to 100`)
  }
  const workflow = written.replace(/^\.github\/workflows\//, '')
  const file = `.github/workflows/${workflow}`
  const branch = /^refs\/heads\/(.+)$/.exec(tree.ref)?.[1] ?? defaultBranch ?? 'main'
  const text = workflow.includes('/') ? null : await tree.readText(file)
  if (text === null) {
    throw new InputError({
      message: `dispatch names ${written}, and ${tree.ref} has no ${file}`,
      help: 'name the file of a workflow that is on the default branch, or an event of repository_dispatch',
    })
  }
  return { kind: 'workflow', workflow, branch, declared: readDeclared(text, file) }
}

/** @throws InputError as `findNextStep` */
function readDeclared(text: string, file: string): readonly string[] | null {
  const trigger = readTrigger(text, file)
  if (trigger === undefined) return null
  if (trigger === false) {
    throw new InputError({
      message: `${file} cannot be dispatched: it does not run on workflow_dispatch`,
      place: { file },
      help: 'add `workflow_dispatch:` with the inputs model, version, stage under `on:`',
    })
  }
  const inputs = isMap(trigger) && isMap(trigger['inputs']) ? trigger['inputs'] : {}
  const needed = Object.entries(inputs).filter(
    ([name, input]) => !OFFERED.includes(name) && isMap(input) && input['required'] === true && !('default' in input),
  )
  if (needed.length === 0) return Object.keys(inputs)
  throw new InputError({
    message: `${file} needs the input ${needed.map(([name]) => name).join(', ')}, which a promotion does not know`,
    place: { file },
    help: `give it a default; a promotion hands over ${OFFERED.join(', ')}`,
  })
}

/** What stands under `workflow_dispatch`; false where it is no trigger; undefined where the file cannot be read. */
function readTrigger(text: string, file: string): unknown {
  let data: unknown
  try {
    data = parseLocatedYaml(text, file).data
  } catch (error) {
    if (error instanceof InputError) return undefined
    throw error
  }
  const on = isMap(data) ? data['on'] : undefined
  if (isMap(on)) return 'workflow_dispatch' in on ? on['workflow_dispatch'] : false
  return on === 'workflow_dispatch' || (Array.isArray(on) && on.includes('workflow_dispatch')) ? null : false
}

/** The request that starts it, with what it takes of what is known. */
export function describeDispatch(
  step: NextStep,
  model: string,
  { version, stage, commit, tag }: Registration,
  image: string | null,
): Dispatch {
  if (step.kind === 'event') return { ...step, payload: { model, version, stage, commit, tag, image } }
  const { workflow, branch, declared } = step
  const known = Object.entries({ model, version, stage, commit, image }).flatMap(([name, value]) =>
    value !== null && (declared === null ? name !== 'image' : declared.includes(name)) ? [[name, value] as const] : [],
  )
  return { kind: 'workflow', workflow, branch, inputs: Object.fromEntries(known) }
}

/** `model-deploy.yml on main with model, version`, `the event model-promoted`. */
export function nameDispatch(dispatch: Dispatch): string {
  if (dispatch.kind === 'event') return `the event ${dispatch.type}`
  const names = Object.keys(dispatch.inputs)
  return `${dispatch.workflow} on ${dispatch.branch}${names.length > 0 ? ` with ${names.join(', ')}` : ''}`
}

/** How a person starts it from a terminal. */
export function describeByHand(dispatch: Dispatch): string {
  const quote = (text: string) => (/^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`)
  const pairs = (flag: string, entries: Readonly<Record<string, string | null>>, form: (name: string) => string) =>
    Object.entries(entries).flatMap(([name, value]) =>
      value === null ? [] : `${flag} ${quote(`${form(name)}=${value}`)}`,
    )
  if (dispatch.kind === 'workflow') {
    const inputs = pairs('-f', dispatch.inputs, (name) => name)
    return ['gh workflow run', quote(dispatch.workflow), '--ref', quote(dispatch.branch), ...inputs].join(' ')
  }
  const payload = pairs('-f', dispatch.payload, (name) => `client_payload[${name}]`)
  return ['gh api repos/{owner}/{repo}/dispatches -f', quote(`event_type=${dispatch.type}`), ...payload].join(' ')
}
