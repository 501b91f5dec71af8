import type { CheckResult } from '../../core/result.ts'
import { formatTagName } from '../../registry/tag-name.ts'
import { planExtra } from '../told-extra.ts'
import type { CandidateFiles } from './candidate-files.ts'
import type { PromotionRequest } from './verification.ts'

/** What a dry run says of the record and its tags; `isNew`: the version is not registered yet. */
export function planRegistration(
  { model, stage, project }: Pick<PromotionRequest, 'model' | 'stage' | 'project'>,
  { stored }: Pick<CandidateFiles, 'stored'>,
  version: string,
  isNew: boolean,
): CheckResult {
  const tag = formatTagName({ kind: 'version', model: model.name, version })
  const place = project.store.type === 'git' ? 'the record, in git' : `the store (${project.store.type})`
  const names = stored.map(({ uri }) => uri)
  const kept = isNew && names.length > 0 ? `${names.join(', ')} would be kept in ${place}; ` : ''
  const tags = [...(isNew ? [tag] : []), ...(stage === null ? [] : [`the next one of ${model.name}#${stage.name}`])]
  const plan = `${kept}${tags.length > 1 ? 'tags that would be pushed at once' : 'the tag that would be pushed'}: ${tags.join(' and ')}`
  return planExtra({ id: 'registry', title: `${tag} is registered` }, plan)
}
