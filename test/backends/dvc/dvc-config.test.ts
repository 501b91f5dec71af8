import { describe, expect, test } from 'vitest'
import { findDvcRemote } from '../../../src/backends/dvc/dvc-config.ts'

const find = (lines: string, own: string | null = null) =>
  findDvcRemote({ folder: '/clone/.dvc', shared: `['remote "r"']\n${lines}\n`, own }, null)

describe('the remote of DVC', () => {
  test.each([
    ['url = s3://bucket/dvc/\nregion = eu-west-1', { url: 's3://bucket/dvc', settings: { region: 'eu-west-1' } }],
    ['url = gs://bucket/dvc', { url: 'gs://bucket/dvc', settings: {} }],
    ['url = azure://box/dvc', { url: 'az://box/dvc', settings: {} }],
    ['url = azure://box/dvc\naccount_name = acme', { url: 'az://acme.blob.core.windows.net/box/dvc', settings: {} }],
  ])('with %j is a bucket', (lines, expected) => {
    expect(find(lines)).toEqual({ kind: 'bucket', name: 'r', ...expected })
  })

  test.each([
    ['url = ../../store', '/store'],
    ['url = ../data', '/clone/data'],
    ['url = /mnt/store', '/mnt/store'],
  ])('with %j is the folder %s', (lines, folder) => {
    expect(find(lines)).toEqual({ kind: 'folder', name: 'r', folder })
  })

  test('may have its keys, and its default, in the file that git does not track', () => {
    const own = `[core]\nremote = r\n['remote "r"']\naccess_key_id = A\nsecret_access_key = s\n`
    const shared = '[core]\nremote = other\n[\'remote "r"\']\nurl = s3://bucket/dvc\n'
    expect(findDvcRemote({ folder: '/clone/.dvc', shared, own }, null)).toMatchObject({
      name: 'r',
      settings: { credentials: { id: 'A', secret: 's' } },
    })
  })
})
