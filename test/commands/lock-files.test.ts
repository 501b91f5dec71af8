import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createWorkspace } from '../../src/backends/filesystem/workspace.ts'
import { listLockFiles } from '../../src/commands/lock-files.ts'
import { makeFolder } from '../support/temporary-folder.ts'

describe('the lock files of a model', () => {
  test.each([
    [['uv.lock', 'requirements.txt', 'dvc.lock', 'other.lock'], '', ['uv.lock', 'requirements.txt', 'dvc.lock']],
    [['uv.lock', 'models/churn/conda.yaml'], 'models/churn', ['models/churn/conda.yaml']],
    [['uv.lock', 'models/dvc.lock', 'dvc.lock'], './models/churn/', ['models/dvc.lock', 'uv.lock', 'dvc.lock']],
    [['models/churn/uv.lock'], '', []],
    [['uv.lock'], '../elsewhere', ['uv.lock']],
  ])('among %j of a model in %j are %j', async (files, folder, expected) => {
    const root = makeFolder(Object.fromEntries(files.map((file) => [file, file])))
    const found = await listLockFiles(folder, createWorkspace({ root }))
    const digest = (uri: string) => ({ sha256: createHash('sha256').update(uri).digest('hex') })
    expect(found).toEqual(expected.map((uri) => ({ uri, digest: digest(uri) })))
  })
})
