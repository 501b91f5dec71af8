import type { Project } from '../../config/project.ts'
import { InputError } from '../../core/faults.ts'
import { refuseLater } from '../../core/later.ts'
import { placeResult } from '../../evidence/result-placement.ts'
import type { PolicyTree } from '../../ports/model-registry.ts'
import { parseVersion } from '../../registry/version-number.ts'
import type { Inputs, Outcome, RunCommand } from '../command.ts'
import { refuseOtherRemote } from '../policy-project.ts'
import { joinDocuments } from '../registration-document.ts'
import type { Services } from '../services.ts'
import { isConcerned } from '../stage-keys.ts'
import type { AnnouncementOptions } from './announcement.ts'
import { type EvidenceFile, readEvidenceFiles, verifySignatures } from './evidence-files.ts'
import { formatImageLabels } from './image-labels.ts'
import { parseImage } from './image-verification.ts'
import { chooseModels } from './model-choice.ts'
import { findNextStep } from './next-step.ts'
import { type Promotion, promoteModel } from './promotion.ts'
import type { PromotionOptions } from './registration.ts'
import type { promoteSpec } from './spec.ts'
import { chooseStage } from './stage-state.ts'

type PromoteInputs = typeof promoteSpec.inputs

/** Promotes the models named, or those that the evidence is about; one model's error leaves the others' results. */
export const runPromote: RunCommand<PromoteInputs> = async (inputs, services) => {
  const options = readOptions(inputs)
  const here = await openProject(services)
  const given = await readEvidenceFiles(inputs.evidence, inputs['evidence-digest'], services.workspace)
  const selected = chooseModels(inputs.model, given, here)
  for (const [name, value] of [
    ['version', options.version],
    ['image', options.image],
  ]) {
    if (selected.length === 1 || value === null) continue
    throw new InputError({
      message: `--${name} names one ${name}, and ${selected.length} models are to be promoted`,
      help: 'give --model with one of them',
    })
  }
  const registry = await services.registry()
  const tree = await registry.policyFiles(services.signal)
  const merged = await services.projectAt(tree, here.file)
  refuseOtherRemote({ project: merged, ref: tree.ref }, here)
  services.ruleBy(merged)
  const project = { ...merged, policy: { ...merged.policy, ref: tree.ref } }
  const files = await verifySignatures(given, project.evidence, services)
  const announcement = await readAnnouncement(inputs, tree, services)
  const promotions: Promotion[] = []
  const errors: Error[] = []
  for (const name of selected) {
    try {
      const request = prepare(name, inputs.stage, { project, files, selected })
      promotions.push(await promoteModel(request, { ...options, announcement }, services))
    } catch (error) {
      if (selected.length === 1 || services.signal.aborted || !(error instanceof Error)) throw error
      errors.push(error)
    }
  }
  return outcome(promotions, errors)
}

function readOptions(inputs: Inputs<PromoteInputs> & { readonly 'dry-run': boolean }): PromotionOptions {
  const { version, bump, reason, image } = inputs
  if (version !== undefined && bump !== undefined) {
    throw new InputError({ message: '--version and --bump are both given', help: 'leave one of them out' })
  }
  const number = version === undefined || version.startsWith('v') ? version : `v${version}`
  if (number !== undefined && parseVersion(number) === null) {
    throw new InputError({ message: `version "${version}" is none`, help: 'write it as v1.2.0' })
  }
  return {
    version: number ?? null,
    bump: (bump ?? null) as PromotionOptions['bump'],
    reason: reason ?? null,
    isDryRun: inputs['dry-run'],
    image: image === undefined ? null : parseImage(image),
  }
}

async function readAnnouncement(
  { comment, release, dispatch }: Inputs<PromoteInputs>,
  tree: PolicyTree,
  { event }: Services,
): Promise<AnnouncementOptions> {
  const next = dispatch === undefined ? null : await findNextStep(dispatch, tree, event.defaultBranch)
  return { comments: comment, releases: release, next }
}

async function openProject(services: Services): Promise<Project> {
  const project = await services.project()
  if (project !== null) return project
  throw new InputError({
    message: 'there is no modelgate.yml here or in a folder above',
    help: 'promote needs its stages and its policy: go to the repository, or name the file by --config',
  })
}

function prepare(
  name: string,
  stageName: string | undefined,
  given: { readonly project: Project; readonly files: readonly EvidenceFile[]; readonly selected: readonly string[] },
) {
  const { project, files } = given
  const model = Object.hasOwn(project.models, name) ? project.models[name] : undefined
  if (model === undefined) {
    throw new InputError({
      message: `${project.file} at ${project.policy.ref ?? 'the default branch'} has no model "${name}"`,
      help: `its models are ${Object.keys(project.models).join(', ')}; a new one is promoted after its settings are merged`,
    })
  }
  const stage = chooseStage(model, stageName)
  refuseLater(project.later.filter(isConcerned(name, (stage ?? model.stages[0])?.name ?? null)), name, 'promote')
  const statements = files.flatMap((file) => file.statements)
  return {
    model,
    stage,
    ...given,
    results: statements.flatMap(({ result }) => (result.model === name ? [placeResult(result, project.file)] : [])),
  }
}

function outcome(promotions: readonly Promotion[], errors: readonly Error[]): Outcome {
  const results = promotions.map(({ result }) => result)
  const [only] = promotions
  const isSingle = promotions.length === 1 && errors.length === 0
  const lines = (pick: (promotion: Promotion) => string | null | undefined) =>
    promotions.flatMap((promotion) => pick(promotion) ?? []).join('\n')
  return {
    results,
    document: joinDocuments(
      promotions.map(({ result, registered }) => ({ ...result, registered })),
      isSingle,
    ),
    outputs: {
      version: lines(({ registered }) => registered?.version),
      tag: lines(({ registered }) => registered?.tag),
      stage: lines(({ registered }) => registered?.stage),
      commit: lines(({ registered }) => registered?.commit),
      labels: isSingle && only ? formatLabels(only) : '',
    },
    errors,
  }
}

function formatLabels({ result, registered, codeCommit, modelDigest }: Promotion): string {
  return registered ? formatImageLabels(result.model ?? '', registered, codeCommit, modelDigest) : ''
}
