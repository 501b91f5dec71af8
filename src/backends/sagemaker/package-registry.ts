import { RaceLostError, SystemError } from '../../core/faults.ts'
import type { MirroredVersion, RegistryMirror } from '../../ports/registry-mirror.ts'
import { draftPackage } from './package-draft.ts'

type Plain = Readonly<Record<string, unknown>>

/** SageMaker as it is asked; undefined for a refusal that was expected. */
export interface SageMaker {
  /** For messages: its host. */
  readonly location: string
  readonly region: string
  ask(call: {
    readonly action: string
    readonly body: Plain
    readonly doing: string
    readonly isRepeatable: boolean
    readonly isExpected?: (code: string, message: string) => boolean
  }): Promise<Plain | undefined>
}

interface SageMakerSettings {
  /** Model package group; `{model}` stands for our name. */
  readonly group: string
  /** Image that serves the model; null: none, and the package is only logged. */
  readonly image: string | null
}

type Status = 'PendingManualApproval' | 'Approved' | 'Rejected'

const isAbsent = (_: string, message: string): boolean => /does not exist|not found|could not find/i.test(message)

/**
 * SageMaker's model registry: a version is a package of the model's group, and a stage a tag of that group which names the
 * package. Taking a stage approves the package, being rolled back or deprecated rejects it; what holds a stage and is not
 * approved any more holds it no longer.
 *
 * @see https://docs.aws.amazon.com/sagemaker/latest/dg/model-registry-models.html
 */
export function createSageMakerMirror(
  settings: SageMakerSettings,
  sagemaker: SageMaker,
  close: () => Promise<void>,
): RegistryMirror {
  const { location } = sagemaker
  const groupOf = (model: string) => nameGroup(settings.group.replaceAll('{model}', model))
  const read = (action: string, body: Plain, doing: string) =>
    sagemaker.ask({ action, body, doing, isRepeatable: true, isExpected: isAbsent })
  const write = async (action: string, body: Plain, doing: string) =>
    void (await sagemaker.ask({ action, body, doing, isRepeatable: true }))

  const findGroup = async (model: string): Promise<string | null> => {
    const name = groupOf(model)
    const found = await read('DescribeModelPackageGroup', { ModelPackageGroupName: name }, `look for the group ${name}`)
    return typeof found?.['ModelPackageGroupArn'] === 'string' ? found['ModelPackageGroupArn'] : null
  }
  const describe = (arn: string) =>
    read('DescribeModelPackage', { ModelPackageName: arn }, `read the package ${shorten(arn)}`)
  const readPointer = async (group: string, stage: string): Promise<string | null> => {
    let pointer: string | null = null
    let token: unknown
    do {
      const body = { ResourceArn: group, ...(token === undefined ? {} : { NextToken: token }) }
      const answer = await read('ListTags', body, `read the tags of ${shorten(group)}`)
      for (const tag of (answer?.['Tags'] ?? []) as readonly Plain[]) {
        if (tag['Key'] === tagOf(stage)) pointer = String(tag['Value'])
      }
      token = answer?.['NextToken']
    } while (token !== undefined && token !== null)
    return pointer
  }
  const listPackages = async (model: string, filter: Plain, isWanted: (entry: Plain) => boolean) => {
    const found: Plain[] = []
    let token: unknown
    do {
      const body = {
        ModelPackageGroupName: groupOf(model),
        SortBy: 'CreationTime',
        SortOrder: 'Descending',
        MaxResults: 100,
        ...filter,
        ...(token === undefined ? {} : { NextToken: token }),
      }
      const answer = await read('ListModelPackages', body, `list the packages of ${groupOf(model)}`)
      found.push(...((answer?.['ModelPackageSummaryList'] ?? []) as readonly Plain[]).filter(isWanted))
      token = answer?.['NextToken']
    } while (found.length === 0 && token !== undefined && token !== null)
    return found
  }
  const holder = async (model: string, stage: string): Promise<MirroredVersion | null> => {
    const group = await findGroup(model)
    if (group === null) return null
    const pointer = await readPointer(group, stage)
    if (pointer !== null) {
      const held = await describe(pointer)
      return held?.['ModelApprovalStatus'] === 'Approved' ? readPackage(held, sagemaker) : null
    }
    // before the first promotion whatever was approved last is what people take for it
    const [last] = await listPackages(model, { ModelApprovalStatus: 'Approved', MaxResults: 1 }, () => true)
    const approved = last === undefined ? undefined : await describe(String(last['ModelPackageArn']))
    const version = approved === undefined ? null : readPackage(approved, sagemaker)
    return version?.recordCommit === null ? version : null
  }
  const find = async (model: string, { commit }: { readonly commit: string }): Promise<MirroredVersion | null> => {
    // the list says nothing of the metadata, but has the description, which names the record
    const named = await listPackages(model, {}, (entry) => String(entry['ModelPackageDescription']).includes(commit))
    for (const entry of [...named].reverse()) {
      const found = await describe(String(entry['ModelPackageArn']))
      const version = found === undefined ? null : readPackage(found, sagemaker)
      if (version?.recordCommit === commit) return version
    }
    return null
  }
  const update = async (arn: string, status: Status, reason: string | null, change: Change): Promise<void> => {
    const present = await describe(arn)
    if (present === undefined) throw new SystemError(`${shorten(arn)} is not at ${location} any more`)
    const metadata = changeMetadata(present, change)
    const body = {
      ModelPackageArn: arn,
      ModelApprovalStatus: status,
      ApprovalDescription: oneLine(reason ?? `${status} by modelgate`),
      CustomerMetadataProperties: metadata,
      ...(Object.hasOwn(metadata, STAGE) ? {} : { CustomerMetadataPropertiesToRemove: [STAGE] }),
    }
    await write('UpdateModelPackage', body, `set ${shorten(arn)} to ${status}`)
    const now = await describe(arn)
    if (now?.['ModelApprovalStatus'] === status) return
    throw new RaceLostError(
      `${shorten(arn)} at ${location} was set to ${status} and is ${String(now?.['ModelApprovalStatus'])}: somebody else changed it at the same moment`,
      { help: 'look who approves there beside modelgate, then run the same command again' },
    )
  }

  return {
    name: 'SageMaker',
    location,
    holder,
    find,
    async register(draft) {
      const known = await find(draft.model, draft)
      if (known !== null) return known
      const name = groupOf(draft.model)
      if ((await findGroup(draft.model)) === null) {
        const text = oneLine(draft.record.description ?? '')
        const about = text === '' ? {} : { ModelPackageGroupDescription: text }
        const group = { ModelPackageGroupName: name, ...about }
        await write('CreateModelPackageGroup', group, `make the group ${name}`)
      }
      const body = draftPackage(draft, name, settings.image)
      const doing = `register ${draft.tag} as a package of ${name}`
      await sagemaker.ask({ action: 'CreateModelPackage', body, doing, isRepeatable: false })
      const registered = await find(draft.model, draft)
      if (registered !== null) return registered
      throw new SystemError(`cannot ${doing}: ${location} took it and does not find it`, { help: 'try again' })
    },
    async assign({ model, stage, version, reason, barred }) {
      const group = await findGroup(model)
      if (group === null) throw new SystemError(`the group ${groupOf(model)} is not at ${location} any more`)
      const before = await readPointer(group, stage)
      if (before !== null && before !== version.id && before !== barred?.id) {
        const status = (await describe(before))?.['ModelApprovalStatus'] as Status | undefined
        if (status !== undefined) await update(before, status, null, { leaves: stage })
      }
      if (barred !== null) await update(barred.id, 'Rejected', reason ?? 'rolled back', { leaves: stage })
      await update(version.id, 'Approved', reason, { takes: stage })
      await write('AddTags', { ResourceArn: group, Tags: [{ Key: tagOf(stage), Value: version.id }] }, `set ${stage}`)
      const held = await holder(model, stage)
      if (held?.id === version.id) return
      throw new RaceLostError(
        `${stage} of ${shorten(group)} at ${location} was set to ${shorten(version.id)} and holds ${held === null ? 'nothing' : shorten(held.id)}: somebody else set it at the same moment`,
        { help: 'look who writes there beside modelgate, then run the same command again' },
      )
    },
    async unassign(model, stage) {
      const group = await findGroup(model)
      const pointer = group === null ? null : await readPointer(group, stage)
      if (group === null || pointer === null) return
      const held = await describe(pointer)
      if (held !== undefined) {
        const isElsewhere = Object.hasOwn(changeMetadata(held, { leaves: stage }), STAGE)
        await update(pointer, isElsewhere ? 'Approved' : 'PendingManualApproval', null, { leaves: stage })
      }
      await write('DeleteTags', { ResourceArn: group, TagKeys: [tagOf(stage)] }, `empty ${stage}`)
      if ((await readPointer(group, stage)) === null) return
      throw new RaceLostError(`${stage} of ${shorten(group)} at ${location} was emptied and is held again`)
    },
    async deprecate(_, version, reason) {
      await update(version.id, 'Rejected', reason ?? 'deprecated', {})
    },
    close,
  }
}

/** Name of the metadata that lists the stages which a package holds, for people and filters. */
const STAGE = 'modelgate.stage'

interface Change {
  readonly takes?: string
  readonly leaves?: string
}

/** All of the metadata as it is to be: an update may replace what it does not name. */
function changeMetadata(found: Plain, { takes, leaves }: Change): Readonly<Record<string, string>> {
  const { [STAGE]: written = '', ...others } = (found['CustomerMetadataProperties'] ?? {}) as Record<string, string>
  const stages = new Set(written.split(' ').filter((stage) => stage !== '' && stage !== leaves))
  if (takes !== undefined) stages.add(takes)
  return stages.size === 0 ? others : { ...others, [STAGE]: [...stages].sort().join(' ') }
}

function readPackage(found: Plain, { region }: Pick<SageMaker, 'region'>): MirroredVersion {
  const arn = String(found['ModelPackageArn'])
  const metadata = (found['CustomerMetadataProperties'] ?? {}) as Record<string, string>
  const created = found['CreationTime']
  const time = new Date(typeof created === 'number' ? created * 1000 : String(created))
  const by = (found['CreatedBy'] as Plain | undefined)?.['UserProfileName']
  const status = String(found['ModelApprovalStatus'])
  return {
    id: arn,
    uri: arn.startsWith('arn:') ? arn : `${region}:${arn}`,
    version: metadata['modelgate.version'] ?? null,
    recordCommit: metadata['modelgate.record'] ?? null,
    modelSha256: metadata['modelgate.model']?.replace(/^sha256:/, '') ?? null,
    origin: Number.isNaN(time.getTime())
      ? status
      : `${status}, registered ${time.toISOString().slice(0, 19)}Z${typeof by === 'string' ? ` by ${by}` : ''}`,
  }
}

const tagOf = (stage: string): string => `modelgate:stage:${stage}`

/** Letters and digits with hyphens between them are all that a group's name may have, 63 at most. */
function nameGroup(written: string): string {
  return written
    .replaceAll(/[^A-Za-z0-9]+/g, '-')
    .slice(0, 63)
    .replaceAll(/^-+|-+$/g, '')
}

/** `churn/3` of an ARN. */
const shorten = (arn: string): string => arn.replace(/^arn:.*?\//, '')

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').slice(0, 1000)
