import { parseDigest } from '../../core/digest.ts'
import { type Fault, InputError } from '../../core/faults.ts'
import { findNameFault } from '../../registry/tag-name.ts'
import { parseTarget } from '../../registry/target.ts'
import { parseVersion } from '../../registry/version-number.ts'
import type { CommonInputs, Inputs } from '../command.ts'
import type { RegistryInputs } from './spec.ts'

/** A change of the registry without evidence, read and checked. */
export type ChangeRequest = {
  readonly model: string
  readonly reason: string | null
  readonly isDryRun: boolean
} & (
  | { readonly action: 'assign'; readonly version: string; readonly stage: string }
  | { readonly action: 'unassign'; readonly stage: string }
  | { readonly action: 'deprecate'; readonly version: string }
  | { readonly action: 'lift'; readonly stage: string; readonly digest: string }
  | { readonly action: 'sync'; readonly stage: string }
  | { readonly action: 'adopt'; readonly stage: string }
)

/** What each change needs to be told. */
const NEEDS = {
  assign: { version: true, stage: true, digest: false },
  unassign: { version: false, stage: true, digest: false },
  deprecate: { version: true, stage: false, digest: false },
  lift: { version: false, stage: true, digest: true },
  sync: { version: false, stage: true, digest: false },
  adopt: { version: false, stage: true, digest: false },
} as const

/**
 * Reads operands and flags of a change; the stage may stand behind the model's name: `unassign churn#production`.
 *
 * @param isReasonFree whether a reason may be left out: somebody sits at a terminal.
 * @throws InputError with everything that is wrong with them
 */
export function readChange(inputs: Inputs<RegistryInputs> & CommonInputs, isReasonFree: boolean): ChangeRequest {
  const [word, text, ...rest] = inputs.operands
  const action = word as keyof typeof NEEDS
  const needs = NEEDS[action]
  const target = text === undefined ? null : parseTarget(text)
  const [stage, reason] = [target?.stage ?? inputs.stage, inputs.reason?.trim() || null]
  const written = target?.version ?? null
  const version = written === null || written.startsWith('v') ? written : `v${written}`
  const faults: Fault[] = []
  const demand = (isWrong: boolean, message: string, help?: string) => {
    if (isWrong) faults.push(help === undefined ? { message } : { message, help })
  }
  const form = needs.version ? 'MODEL@v1.2.0' : 'MODEL'
  demand(
    target === null,
    text === undefined ? `${action} of what?` : `"${text}" names no model`,
    `registry ${action} ${form}`,
  )
  demand(rest.length > 0, `unexpected "${rest[0]}": one model is changed at a time`)
  demand(inputs.model.length > 0, '--model is not for changes', `registry ${action} ${form}`)
  demand(inputs['as-of'] !== undefined || inputs.csv, `--as-of and --csv are not for ${action}`)
  if (target !== null) {
    const message = findNameFault('model', target.model)
    demand(message !== null, message ?? '')
    demand(needs.version && version === null, `${action} needs a version`, `registry ${action} ${target.model}@v1.2.0`)
    demand(!needs.version && version !== null, `${action} takes no version`, `registry ${action} ${target.model}`)
    demand(version !== null && parseVersion(version) === null, `version "${written}" is none`, 'write it as v1.2.0')
    const isTwice = target.stage !== null && inputs.stage !== undefined && inputs.stage !== target.stage
    demand(isTwice, `"${text}" and --stage name two stages`)
  }
  demand(needs.stage && stage === undefined, `${action} needs a stage`, 'give --stage NAME')
  demand(!needs.stage && stage !== undefined, `${action} takes no stage`)
  const stageFault = stage === undefined ? null : findNameFault('stage', stage)
  demand(stageFault !== null, stageFault ?? '')
  const digest = inputs.digest
  const isDigest = digest !== undefined && parseDigest(digest) !== null
  demand(
    needs.digest && !isDigest,
    digest === undefined ? `${action} needs the digest of the barred model` : `--digest ${digest} is no digest`,
    'give --digest sha256:HEX, 64 hexadecimal digits',
  )
  demand(!needs.digest && digest !== undefined, `--digest is not for ${action}`)
  demand(
    reason === null && (action === 'adopt' || !isReasonFree) && !inputs['dry-run'],
    action === 'adopt'
      ? 'no reason is given, and it takes the place of evidence'
      : 'no reason is given, and nobody is there to be asked',
    'give --reason TEXT: the history keeps it',
  )
  if (faults.length > 0) throw new InputError(faults)
  const base = { model: target!.model, reason, isDryRun: inputs['dry-run'] }
  switch (action) {
    case 'assign':
      return { ...base, action, version: version!, stage: stage! }
    case 'unassign':
      return { ...base, action, stage: stage! }
    case 'deprecate':
      return { ...base, action, version: version! }
    case 'sync':
      return { ...base, action, stage: stage! }
    case 'adopt':
      return { ...base, action, stage: stage! }
    case 'lift':
      return { ...base, action, stage: stage!, digest: digest! }
  }
}
