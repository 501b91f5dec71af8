import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { writeFrictionless } from '../../src/contract/export/frictionless-writer.ts'
import { readFrictionless } from '../../src/contract/frictionless/frictionless.ts'
import { readOdcs } from '../../src/contract/odcs/odcs.ts'
import { parseLocatedYaml } from '../../src/yaml/located-document.ts'
import { ensurePythonTool } from '../support/python-tools.ts'
import { makeFolder } from '../support/temporary-folder.ts'

const FIXTURES = join(import.meta.dirname, '../fixtures/frictionless')
const PACKAGES = readdirSync(FIXTURES).filter((name) => existsSync(join(FIXTURES, name, 'datapackage.json')))

let bin = ''
beforeAll(async () => {
  bin = await ensurePythonTool({ name: 'frictionless', requirements: ['frictionless==5.21.0'] })
})

interface Report {
  readonly errors: readonly { readonly message: string }[]
  readonly tasks: readonly {
    readonly name: string
    readonly errors: readonly { readonly type: string; readonly fieldName?: string; readonly rowNumber?: number }[]
  }[]
}

/** What the Python package finds, row by row; faults of the descriptor itself first. */
function validate(folder: string, file: string): readonly unknown[] {
  const args = ['validate', file, '--json', '--limit-errors', '100000']
  const { stdout, stderr } = spawnSync(join(bin, 'frictionless'), args, { cwd: folder, encoding: 'utf8' })
  if (!stdout.startsWith('{')) throw new Error(`frictionless: ${stdout}${stderr}`)
  const { errors, tasks } = JSON.parse(stdout) as Report
  return [
    ...errors.map(({ message }) => message),
    ...tasks.flatMap((task) => task.errors.map((one) => [task.name, one.type, one.fieldName, one.rowNumber])),
  ]
}

describe('a Data Package as written, read by the Python package', () => {
  it.each(PACKAGES)('says of %s what the original says', (name) => {
    const folder = makeFolder()
    cpSync(join(FIXTURES, name), folder, { recursive: true })
    const contract = readFrictionless(
      parseLocatedYaml(readFileSync(join(folder, 'datapackage.json'), 'utf8'), 'datapackage.json'),
    )
    writeFileSync(join(folder, 'written.json'), writeFrictionless(contract).text)
    // The package does not look at categories, which are written as an enum.
    const withoutCategories = (found: readonly unknown[]) =>
      found.filter((one) => !JSON.stringify(one).includes('"constraint-error","churn"'))
    const written = withoutCategories(validate(folder, 'written.json'))
    expect(written).toEqual(withoutCategories(validate(folder, 'datapackage.json')))
  })

  it('takes the customers’ contract of the example for a valid descriptor', () => {
    const file = join(import.meta.dirname, '../fixtures/contract/customers.odcs.yaml')
    const contract = readOdcs(parseLocatedYaml(readFileSync(file, 'utf8'), file))
    const csv = readFileSync(join(import.meta.dirname, '../../examples/churn/data/customers.csv'), 'utf8')
    const lines = csv.split('\n').slice(0, 50).join('\n')
    const { text } = writeFrictionless(contract)
    const { resources } = JSON.parse(text) as { readonly resources: readonly { readonly path: string }[] }
    const folder = makeFolder({ [resources[0]!.path]: `${lines}\n`, 'datapackage.json': text })
    const found = validate(folder, 'datapackage.json')
    expect(found.filter((one) => typeof one === 'string')).toEqual([])
  })
})
