import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { resolveStore, storeSchema } from '../../src/config/store-settings.ts'
import { ROOT } from '../support/built.ts'

/** docs/stores.md against the settings that it describes. */
const PAGE = readFileSync(join(ROOT, 'docs/stores.md'), 'utf8')

/** `{type: …}` at the head of each row. */
const rows = [...PAGE.matchAll(/^\| `(\{type: .*?\})`/gm)].map(([, text]) => text!)

describe('the stores in docs/stores.md', () => {
  test('are all that there are', () => {
    const types = rows.map((text) => (parse(text) as { type: string }).type)
    expect(types.sort()).toEqual(['azure', 'dvc', 'folder', 'gs', 'git', 'mlflow', 'oci', 'release', 's3'].sort())
  })

  test.each(rows)('%s is read', (text) => {
    const settings = resolveStore(storeSchema.parse(parse(text)), (path) => path)
    expect(settings.type).toBe((parse(text) as { type: string }).type)
  })
})
