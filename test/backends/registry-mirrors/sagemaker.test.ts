import { connectAwsJson } from '../../../src/backends/remote/aws-json.ts'
import { createSageMakerMirror } from '../../../src/backends/sagemaker/package-registry.ts'
import { serveLoopback } from '../../support/loopback-server.ts'
import { makeHttp } from './made-http.ts'
import { describeMirror, type TestedMirror } from './mirror-behaviour.ts'
import { makeBodyCheck, readVendorApi } from './vendor-schema.ts'

const api = readVendorApi('sagemaker')
const operations = api['operations'] as Readonly<Record<string, { readonly $ref: string }>>
const check = makeBodyCheck(api)

type Entry = Record<string, unknown>

/** Groups, packages and tags of one account; a body that AWS describes otherwise is refused as AWS would. */
class FakeSageMaker {
  readonly refused: string[] = []
  private readonly groups = new Map<string, Entry>()
  private readonly packages = new Map<string, Entry>()
  private readonly tags = new Map<string, string>()

  answer(target: string, body: Entry): Entry {
    const action = target.replace(`${String(api['targetPrefix'])}.`, '')
    const problem = check(operations[action]?.$ref ?? action, body)?.replaceAll('data', action)
    if (problem != null) {
      this.refused.push(`${action}: ${problem}`)
      throw new Error(problem)
    }
    return this[action as 'AddTags'](body)
  }

  DescribeModelPackageGroup({ ModelPackageGroupName: name }: Entry): Entry {
    const group = this.groups.get(String(name))
    if (group === undefined) throw new Error(`ModelPackageGroup arn:aws:…/${String(name)} does not exist.`)
    return group
  }

  CreateModelPackageGroup(body: Entry): Entry {
    const arn = `arn:aws:sagemaker:eu-west-1:123456789012:model-package-group/${String(body['ModelPackageGroupName'])}`
    this.groups.set(String(body['ModelPackageGroupName']), { ...body, ModelPackageGroupArn: arn })
    return { ModelPackageGroupArn: arn }
  }

  CreateModelPackage(body: Entry): Entry {
    const arn = `arn:aws:sagemaker:eu-west-1:123456789012:model-package/${String(body['ModelPackageGroupName'])}/${this.packages.size + 1}`
    this.packages.set(arn, { ...body, ModelPackageArn: arn, CreationTime: 1_700_000_000 + this.packages.size })
    return { ModelPackageArn: arn }
  }

  DescribeModelPackage({ ModelPackageName: arn }: Entry): Entry {
    const found = this.packages.get(String(arn))
    if (found === undefined) throw new Error(`ModelPackage ${String(arn)} does not exist.`)
    return found
  }

  /** One a page, newest first. */
  ListModelPackages(body: Entry): Entry {
    const found = [...this.packages.values()].reverse().filter((entry) => {
      const status = body['ModelApprovalStatus']
      return (
        entry['ModelPackageGroupName'] === body['ModelPackageGroupName'] &&
        (status === undefined || entry['ModelApprovalStatus'] === status)
      )
    })
    const at = Number(body['NextToken'] ?? 0)
    const summary = found.slice(at, at + 1).map(({ CustomerMetadataProperties: _, ...entry }) => entry)
    return { ModelPackageSummaryList: summary, ...(at + 1 < found.length ? { NextToken: String(at + 1) } : {}) }
  }

  /** Metadata is merged, as AWS does; moto puts the new in place of the old. */
  UpdateModelPackage({ CustomerMetadataPropertiesToRemove: removed, ...body }: Entry): Entry {
    const entry = this.DescribeModelPackage({ ModelPackageName: body['ModelPackageArn'] })
    const metadata = {
      ...(entry['CustomerMetadataProperties'] as Entry),
      ...(body['CustomerMetadataProperties'] as Entry),
    }
    for (const key of (removed ?? []) as readonly string[]) delete metadata[key]
    Object.assign(entry, body, { CustomerMetadataProperties: metadata })
    return { ModelPackageArn: entry['ModelPackageArn'] }
  }

  AddTags({ Tags: tags }: Entry): Entry {
    for (const { Key, Value } of tags as readonly { Key: string; Value: string }[]) this.tags.set(Key, Value)
    return { Tags: tags }
  }

  DeleteTags({ TagKeys: keys }: Entry): Entry {
    for (const key of keys as readonly string[]) this.tags.delete(key)
    return {}
  }

  ListTags(): Entry {
    return { Tags: [...this.tags].map(([Key, Value]) => ({ Key, Value })) }
  }
}

async function open(image: string | null): Promise<TestedMirror> {
  const fake = new FakeSageMaker()
  const { origin } = await serveLoopback((request, response, text) => {
    const target = String(request.headers['x-amz-target'])
    const isSigned = request.headers.authorization?.startsWith('AWS4-HMAC-SHA256') === true
    try {
      if (!isSigned) throw new Error('the request is not signed')
      response.end(JSON.stringify(fake.answer(target, JSON.parse(text) as Entry)))
    } catch (error) {
      response.writeHead(400).end(JSON.stringify({ __type: 'ValidationException', message: (error as Error).message }))
    }
  })
  const http = makeHttp()
  const context = {
    http,
    variables: { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b', HOME: '/nonexistent' },
    reach: () => 'named' as const,
    readFile: () => Promise.resolve(null),
  }
  const service = { name: 'sagemaker', target: 'SageMaker', region: 'eu-west-1', endpoint: origin }
  const settings = { group: '{model}', image }
  const mirror = createSageMakerMirror(settings, await connectAwsJson(service, context), () => http.close())
  return { mirror, refused: fake.refused }
}

const S3 = 's3://bucket/prefix/sha256/ab/cd'
describeMirror('SageMaker with an image', S3, () => open('123456789012.dkr.ecr.eu-west-1.amazonaws.com/serve:1'))
describeMirror('SageMaker without an image', 'git', () => open(null))
