import type { ModelSettings, Project } from '../../config/project.ts'
import { columnNames } from '../../contract/checks/column-reference.ts'
import { chooseObject } from '../../contract/object-choice.ts'
import { InputError } from '../../core/faults.ts'
import type { Workspace } from '../../ports/workspace.ts'
import { normalizeLineEnds } from '../../text/line-ends.ts'
import { readContractFile } from '../contract-reading.ts'
import { type CandidateFile, STORES_OUTSIDE } from './candidate-files.ts'

/**
 * Refuses to put predictions into git whose id column the contract of the evaluation data classifies as other than
 * `public`, unless `store.allow_personal` is true. A column that the contract does not classify, or a data set without a
 * contract, is not refused: nobody said that the ids are about people.
 *
 * @throws InputError where it is refused, or the contract here is not the policy's
 */
export async function refusePersonalIds(
  model: ModelSettings,
  stored: readonly CandidateFile[],
  project: Project,
  workspace: Workspace,
): Promise<void> {
  const predictions = stored.find(({ path }) => path.startsWith('artifacts/predictions'))
  const { evaluation } = model
  if (evaluation === null || evaluation.data === null) return
  const data = model.data[evaluation.data]
  if (project.store.type !== 'git' || project.store.allowPersonal || !predictions || !data || data.contract === null)
    return
  const contract = await readContract(data.contract, project, workspace)
  const column = chooseObject(contract, data.object, data.path).properties.find(
    (property) =>
      columnNames(property).includes(evaluation.id) &&
      property.classification !== null &&
      property.classification !== 'public',
  )
  if (column === undefined) return
  throw new InputError({
    message: `${predictions.uri} names rows by ${evaluation.id}, which the contract classifies as ${column.classification}: store: git would keep them for good`,
    place: column.place,
    help: `predict on a hashed id, or set store.allow_personal: true in ${project.file} if everybody who can read the repository may see them, or choose a store outside of git (${STORES_OUTSIDE})`,
  })
}

/** The contract of the policy: one that was changed in the work tree classifies nothing. */
async function readContract(file: string, project: Project, workspace: Workspace) {
  const known = project.written.contracts.get(file)
  const own = await workspace.readText(file, 'config')
  if (known !== undefined && normalizeLineEnds(known) !== normalizeLineEnds(own)) {
    throw new InputError({
      message: `${file} is not the contract of ${project.policy.ref ?? 'the policy'}`,
      help: 'promote with the default branch checked out, and no changes of it',
    })
  }
  return readContractFile(file, 'config', workspace)
}
