import type { Project } from '../config/project.ts'
import { InputError } from '../core/faults.ts'
import type { PolicyTree } from '../ports/model-registry.ts'
import { leadFrom } from './base-policy.ts'
import type { Services } from './services.ts'

/** What the remote's default branch says of how models are kept, followed and served. */
export type PolicyProject =
  | { readonly kind: 'found'; readonly project: Project; readonly ref: string; readonly tree: PolicyTree }
  /** It has no configuration that this call would find, nor one that knows a model of it. */
  | {
      readonly kind: 'missing'
      readonly ref: string
      /** Whether it has some for other models. */
      readonly isElsewhere: boolean
    }
  /** It has one that cannot be read. */
  | { readonly kind: 'broken'; readonly file: string; readonly ref: string; readonly error: InputError }

/** What finding it takes. */
export type PolicyServices = Pick<
  Services,
  'workspace' | 'project' | 'projectAt' | 'locateAt' | 'registry' | 'ruleBy' | 'provenance' | 'logger' | 'signal'
>

const opened = new WeakMap<object, Promise<PolicyProject>>()

/**
 * The configuration of the remote's default branch, as `promote` takes it: nothing of the work tree counts, which anybody
 * can change, nor does it have to be whole. Asked for once; what is read afterwards is reached as that configuration says.
 *
 * @param models looked for where the default branch has its configuration at another place.
 * @throws SystemError where the remote does not answer
 * @throws InputError where another remote holds the registry than the one asked
 */
export function readPolicyProject(models: readonly string[], services: PolicyServices): Promise<PolicyProject> {
  const reading = opened.get(services) ?? read(models, services)
  opened.set(services, reading)
  return reading
}

async function read(models: readonly string[], services: PolicyServices): Promise<PolicyProject> {
  const here = await readHere(services)
  const tree = await (await services.registry()).policyFiles(services.signal)
  const found = await find(models, here, tree, services)
  if (found.kind !== 'found') return found
  refuseOtherRemote(found, here)
  services.ruleBy(found.project)
  return found
}

/**
 * The configuration by which a stage is changed: the default branch's. Where that one cannot be read a person may go by the
 * work tree's, so that nobody is kept from going back; a job may not. What here differs is told.
 *
 * @param stage whose target is concerned too; null: none is.
 * @returns null where the default branch has none: then the tags are all there is.
 * @throws as `readPolicyProject`; InputError where the default branch's cannot be read
 */
export async function openPolicyProject(
  { models, stage }: { readonly models: readonly string[]; readonly stage: string | null },
  services: PolicyServices,
): Promise<Project | null> {
  const found = await readPolicyProject(models, services)
  const here = await readHere(services)
  const { logger, provenance } = services
  const { ref } = found
  if (found.kind === 'broken') {
    if (provenance.trust !== 'local' || here === null || here instanceof InputError) throw refuseBroken(found)
    logger.warning(
      `${found.file} at ${ref} cannot be read (${sayFault(found.error)}): ${here.file} here counts, as outside of CI alone`,
    )
    return here
  }
  const project = found.kind === 'found' ? found.project : null
  const told = here === null ? null : describeHere(here, project, { models, stage }, ref)
  if (told !== null) logger.warning(told)
  return project
}

/** What a person should know of the configuration that is here; null where it says the same. */
function describeHere(
  here: Project | InputError,
  project: Project | null,
  { models, stage }: { readonly models: readonly string[]; readonly stage: string | null },
  ref: string,
): string | null {
  if (here instanceof InputError) {
    return `modelgate.yml here cannot be read (${sayFault(here)}): ${project === null ? `${ref} has none` : `that of ${ref} counts`}`
  }
  const other = listOther(here, project, models, stage)
  if (other.length === 0) return null
  const [what, are] = [`${other.join(', ')} of ${here.file} here`, other.length > 1 ? 'are' : 'is']
  if (project === null) return `${what} ${are} left out: ${ref} has no such configuration`
  const there = project.file === here.file ? ref : `${project.file} at ${ref}`
  return `${what} ${are} not that of ${there}, which counts`
}

/** An error where it cannot be read: then it is no reason to stop. */
async function readHere({ project }: PolicyServices): Promise<Project | InputError | null> {
  return project().catch((error: unknown) => {
    if (error instanceof InputError) return error
    throw error
  })
}

/**
 * First what this very call would find with that branch checked out, then the same file, then one that knows a model; where
 * none does, the first.
 */
async function find(
  models: readonly string[],
  here: Project | InputError | null,
  tree: PolicyTree,
  services: PolicyServices,
): Promise<PolicyProject> {
  const { workspace } = services
  const located = await services.locateAt(tree)
  const first = located === null ? null : await load(located, tree, services)
  if (first !== null && (first.kind !== 'found' || models.length === 0 || knowsAny(first, models))) return first
  const own = here === null || here instanceof InputError ? null : here.file
  const folder = workspace.repositoryPath('.') ?? ''
  const paths = (await tree.list()).filter((path) => NAMED.test(path))
  await tree.readAhead?.(paths)
  let broken: PolicyProject | null = null
  for (const file of new Set([...(own === null ? [] : [own]), ...paths.map((path) => leadFrom(folder, path))])) {
    const path = workspace.repositoryPath(file)
    const text = path === null || file === located ? null : await tree.readText(path)
    if (text === null || !(file === own || models.some((model) => text.includes(model)))) continue
    const found = await load(file, tree, services)
    if (found.kind === 'broken') broken ??= found
    else if (knowsAny(found, models)) return found
  }
  return first ?? broken ?? { kind: 'missing', ref: tree.ref, isElsewhere: paths.length > 0 }
}

const NAMED = /(^|\/)modelgate\.yml$/

const knowsAny = (found: PolicyProject, models: readonly string[]): boolean =>
  found.kind === 'found' && models.some((model) => Object.hasOwn(found.project.models, model))

async function load(file: string, tree: PolicyTree, { projectAt }: PolicyServices): Promise<PolicyProject> {
  const { ref } = tree
  try {
    const project = await projectAt(tree, file)
    return { kind: 'found', project: { ...project, policy: { ...project.policy, ref } }, ref, tree }
  } catch (error) {
    if (error instanceof InputError) return { kind: 'broken', file, ref, error }
    throw error
  }
}

/**
 * The remote is chosen by the work tree, which must not choose what is written.
 *
 * @throws InputError where the default branch's configuration names another one than that which was asked
 */
export function refuseOtherRemote(
  { project, ref }: { readonly project: Project; readonly ref: string },
  here: Project | InputError | null,
): void {
  const asked = here === null || here instanceof InputError ? 'origin' : here.registry.remote
  const { remote } = project.registry
  if (remote === asked) return
  throw new InputError({
    message: `${project.file} at ${ref} keeps the registry at the remote "${remote}", and ${here === null ? 'without a configuration here' : 'the one here'} "${asked}" was asked`,
    help: `bring registry.remote of modelgate.yml here to what ${ref} has; or keep the one here, and push it to the default branch`,
  })
}

/** What of the work tree's configuration would have had a say, and has other words. */
function listOther(
  here: Project,
  project: Project | null,
  models: readonly string[],
  stage: string | null,
): readonly string[] {
  const isOther = (mine: unknown, theirs: unknown) => JSON.stringify(mine) !== JSON.stringify(theirs)
  const targetOf = (from: Project | null, model: string) => {
    const settings = from !== null && Object.hasOwn(from.models, model) ? from.models[model]! : null
    return settings?.stages.find(({ name }) => name === stage)?.target ?? null
  }
  const mirror = project === null ? null : project.registry.mirror
  return [
    ...(isOther(here.registry.mirror, mirror) ? ['registry'] : []),
    ...(project !== null && isOther(here.store, project.store) ? ['store'] : []),
    ...(project !== null && isOther(here.network, project.network) ? ['network'] : []),
    ...models
      .filter((model) => isOther(targetOf(here, model), targetOf(project, model)))
      .map((model) => `models.${model}.stages.${stage}.deploy`),
  ]
}

function refuseBroken({ file, ref, error }: Extract<PolicyProject, { kind: 'broken' }>): InputError {
  return new InputError(
    error.faults.map(({ message, help, place }) => ({
      message: `${file} at ${ref}, by which stages are changed, cannot be read: ${message}`,
      ...(place === undefined ? {} : { place }),
      help: `${help === undefined ? '' : `${help}; `}mend it on that branch; outside of CI a modelgate.yml of the work tree that can be read is taken`,
    })),
    { cause: error },
  )
}

/** The first fault with its line. */
function sayFault({ faults, message }: InputError): string {
  const [fault] = faults
  const line = fault?.place?.line
  return fault === undefined ? message : `${line === undefined ? '' : `line ${line}: `}${fault.message}`
}
