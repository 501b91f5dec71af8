import type { ModelSettings, StageSettings } from '../../config/project.ts'
import type { CheckResult, Result } from '../../core/result.ts'
import { evidenceCheck } from '../../evidence/evidence-check.ts'

/**
 * `derived` of a stage: the comparison made the candidate's predictions itself, by the policy's command and in its own run,
 * so that nobody can hand in better ones. None where the stage does not ask for it.
 */
export function verifyDerived(
  { candidate }: Pick<ModelSettings, 'candidate'>,
  stage: Pick<StageSettings, 'name' | 'isDerived'> | null,
  results: readonly Result[],
): CheckResult[] {
  if (stage?.isDerived !== true) return []
  const compared = results.filter(({ command }) => command === 'compare')
  const made = compared.filter(({ materials }) => {
    const own = materials.filter(({ name }) => name === 'candidate')
    return own.length > 0 && own.every(({ derived }) => derived)
  })
  const isDerived = compared.length > 0 && made.length === compared.length
  const observed = compared.length === 0 ? 'there is no evidence of compare' : 'predictions that were there before'
  const help =
    candidate?.predict == null
      ? 'name the command under candidate as predict, so that compare makes the predictions itself'
      : 'run compare where it may run predict, with the model in place and without predictions of its own'
  return [
    evidenceCheck({
      id: ['stage', stage.name, 'derived'],
      title: 'compare made the predictions by predict in its own run',
      observed: isDerived ? 'by predict' : observed,
      expected: 'by predict',
      problem: isDerived
        ? null
        : { name: 'insufficient', help: `${stage.name} takes only predictions that compare made itself: ${help}` },
    }),
  ]
}
