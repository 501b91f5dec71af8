import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { RaceLostError, SystemError } from '../../src/core/faults.ts'
import { errorOf } from '../commands/promote/promotion-outcomes.ts'
import { CONFIG, PromotionRepository } from '../commands/promote/promotion-repository.ts'
import { changeRegistry, rollBack } from '../commands/rollback/rollback-runs.ts'
import { ensurePythonTool } from '../support/python-tools.ts'
import { findPort, startServer, type ToolServer } from '../support/tool-servers.ts'

/** The SageMaker of moto, and with it boto3, which says what is there. */
const MOTO = { name: 'moto', requirements: ['moto[server]==5.2.2'] }
const CREDENTIALS = { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b', AWS_REGION: 'eu-west-1' }

let bin = ''
let endpoint = ''
let server: ToolServer
beforeAll(async () => {
  bin = await ensurePythonTool(MOTO)
  const port = await findPort()
  endpoint = `http://127.0.0.1:${port}`
  server = await startServer(join(bin, 'moto_server'), ['-H', '127.0.0.1', '-p', String(port)], endpoint)
})
afterAll(() => server?.stop())

let count = 0

function follow(): { repo: PromotionRepository; group: string } {
  count += 1
  const group = `churn-${count}`
  const registry = `registry: {type: sagemaker, group: "{model}_${count}"}`
  const repo = new PromotionRepository({ 'modelgate.yml': `${registry}\n${CONFIG}` })
  onTestFinished(() => repo.dispose())
  repo.variables = { ...CREDENTIALS, AWS_ENDPOINT_URL_SAGEMAKER: endpoint, HOME: '/nonexistent' }
  return { repo, group }
}

/** What boto3 says: an expression over `client`, printed as JSON. */
function ask(expression: string): unknown {
  const script = `
import boto3, json
client = boto3.client("sagemaker", endpoint_url="${endpoint}", region_name="eu-west-1")
print(json.dumps(${expression}, default=str))`
  const env = { ...process.env, ...CREDENTIALS }
  return JSON.parse(execFileSync(join(bin, 'python'), ['-c', script], { env }).toString())
}

interface Package {
  readonly ModelApprovalStatus: string
  readonly ApprovalDescription?: string
  readonly CustomerMetadataProperties?: Readonly<Record<string, string>>
  readonly MetadataProperties: Readonly<Record<string, string>>
}

const packagesOf = (group: string) =>
  ask(
    `[client.describe_model_package(ModelPackageName=p["ModelPackageArn"]) for p in client.list_model_packages(ModelPackageGroupName="${group}", SortOrder="Ascending")["ModelPackageSummaryList"]]`,
  ) as readonly Package[]
const train = async (repo: PromotionRepository, bytes: string) => {
  repo.train(bytes)
  return repo.judgeAndPromote()
}

describe('a stage that SageMaker follows', () => {
  it('is approved by a promotion, rejected by a rollback, and is the same in both', async () => {
    const { repo, group } = follow()
    const first = await train(repo, 'one')
    expect(first.results[0]!.summary).toContain(`arn:aws:sagemaker:eu-west-1:123456789012:model-package/${group}/1`)
    const [made] = packagesOf(group)
    expect(made).toMatchObject({
      ModelApprovalStatus: 'Approved',
      MetadataProperties: { CommitId: expect.stringMatching(/^[0-9a-f]{40}$/), GeneratedBy: 'modelgate' },
      CustomerMetadataProperties: {
        'modelgate.version': 'v0.1.0',
        'modelgate.record': repo.holder()!.commit,
        'modelgate.model': `sha256:${repo.hash('out/model.bin')}`,
        'modelgate.stage': 'production',
        'metric.roc_auc': '0.84',
      },
    })
    await train(repo, 'two')
    const states = () =>
      packagesOf(group).map((entry) => [
        entry.ModelApprovalStatus,
        entry.CustomerMetadataProperties?.['modelgate.stage'] ?? null,
      ])
    expect(states()).toEqual([
      ['Approved', null],
      ['Approved', 'production'],
    ])
    await rollBack(repo, { reason: 'scores drop' })
    expect(states()).toEqual([
      ['Approved', 'production'],
      ['Rejected', null],
    ])
    expect(packagesOf(group)[1]!.ApprovalDescription).toBe('scores drop')
    const [verified] = (await changeRegistry(repo, ['verify', 'churn'])).results
    const own = verified!.checks.filter(({ id }) => id.startsWith('registry/sagemaker/'))
    expect(own.map(({ verdict }) => verdict)).toEqual(['pass', 'pass', 'pass'])

    const again = await rollBack(repo, { reason: 'scores drop' })
    expect(again.results[0]!.summary).toContain('already in production as v0.1.0')
    expect(again.results[0]!.summary).not.toContain('completed')
    await changeRegistry(repo, ['unassign', 'churn#production'], { reason: 'pause' })
    expect(states()[0]).toEqual(['PendingManualApproval', null])
    await changeRegistry(repo, ['deprecate', 'churn@v0.1.0'], { reason: 'old' })
    expect(states()[0]).toEqual(['Rejected', null])
  })

  it('that somebody rejected there by hand stops what comes next, until it is set back', async () => {
    const { repo, group } = follow()
    await train(repo, 'one')
    ask(
      `client.update_model_package(ModelPackageArn="arn:aws:sagemaker:eu-west-1:123456789012:model-package/${group}/1", ModelApprovalStatus="Rejected", CustomerMetadataProperties=client.describe_model_package(ModelPackageName="arn:aws:sagemaker:eu-west-1:123456789012:model-package/${group}/1")["CustomerMetadataProperties"])`,
    )
    repo.train('two')
    const error = await errorOf(repo.judgeAndPromote())
    expect(error).toBeInstanceOf(RaceLostError)
    expect(error.message).toContain('production of churn holds v0.1.0 in git, and no version at SageMaker')
    await changeRegistry(repo, ['sync', 'churn#production'], { reason: 'rejected by hand' })
    expect((await repo.judgeAndPromote()).results[0]!.summary).toContain(`model-package/${group}/2`)
  })

  it('that holds a package which somebody approved before is refused', async () => {
    const { repo, group } = follow()
    ask(`client.create_model_package_group(ModelPackageGroupName="${group}", ModelPackageGroupDescription="")`)
    ask(`client.create_model_package(ModelPackageGroupName="${group}", ModelApprovalStatus="Approved")`)
    const error = await errorOf(repo.judgeAndPromote())
    expect(error.message).toContain('git does not know that version')
    expect(repo.tags()).toEqual([])
  })

  it('changes nothing where no server answers or no credentials are found', async () => {
    const { repo } = follow()
    repo.variables = { ...repo.variables, AWS_ENDPOINT_URL_SAGEMAKER: 'http://127.0.0.1:9' }
    const dead = await errorOf(repo.judgeAndPromote())
    expect(dead).toBeInstanceOf(SystemError)
    expect(dead.message).toContain('nothing listens there')
    repo.variables = { AWS_REGION: 'eu-west-1', HOME: '/nonexistent' }
    expect((await errorOf(repo.judgeAndPromote())).message).toContain('no credentials were found')
    expect(repo.tags()).toEqual([])
  })
})
