import { describe, expect, test } from 'vitest'
import { findLfsEndpoint } from '../../../src/backends/lfs/endpoint.ts'
import { parsePointer } from '../../../src/backends/lfs/pointer.ts'

/** What is found, in a word: an own server, another one, or a folder. */
function find(address: string, settings: Readonly<Record<string, string>> = {}, file: string | null = null): string {
  const found = findLfsEndpoint({ remote: 'origin', address, setting: (key) => settings[key] ?? null, file })
  return found.kind === 'folder' ? found.folder : `${found.isOwn ? 'own' : 'other'} ${found.url.href}`
}

describe('the server of Git LFS', () => {
  test.each([
    ['https://git.example/acme/churn', 'own https://git.example/acme/churn.git/info/lfs'],
    ['https://git.example/acme/churn.git', 'own https://git.example/acme/churn.git/info/lfs'],
    ['https://git.example/acme/churn/', 'own https://git.example/acme/churn.git/info/lfs'],
    ['http://127.0.0.1:8080/churn.git', 'own http://127.0.0.1:8080/churn.git/info/lfs'],
    ['git@git.example:acme/churn.git', 'own https://git.example/acme/churn.git/info/lfs'],
    ['ssh://git@git.example:2222/acme/churn.git', 'own https://git.example/acme/churn.git/info/lfs'],
    ['ssh://git.example/acme/churn', 'own https://git.example/acme/churn.git/info/lfs'],
    ['/srv/git/churn.git', '/srv/git/churn.git'],
    ['file:///srv/git/churn%20it.git', '/srv/git/churn it.git'],
    ['file:///C:/git/churn.git', 'C:/git/churn.git'],
    ['C:\\git\\churn.git', 'C:\\git\\churn.git'],
  ])('of a remote at %s is %s', (address, expected) => {
    expect(find(address)).toBe(expected)
  })

  test.each([
    ['setting before file', { 'lfs.url': 'https://a.example/x' }, '[lfs]\nurl = https://b.example/y', 'a.example/x'],
    ['file before guess', {}, '[lfs]\n\turl = "https://b.example/y"\n', 'b.example/y'],
    [
      "any remote's before one's",
      { 'remote.origin.lfsurl': 'https://c.example/' },
      '[lfs]\nurl = https://b.example/y',
      'b.example/y',
    ],
    ["one remote's setting", { 'remote.origin.lfsurl': 'https://c.example/z' }, null, 'c.example/z'],
    ["one remote's file", {}, '[remote "origin"]\nlfsurl = https://c.example/z', 'c.example/z'],
    ["another remote's file", {}, '[remote "fork"]\nlfsurl = https://c.example/z', null],
  ] as const)('is named in order: %s', (_, settings, file, expected) => {
    const found = find('https://git.example/acme/churn', settings, file)
    expect(found).toBe(
      expected === null ? 'own https://git.example/acme/churn.git/info/lfs' : `other https://${expected}`,
    )
  })

  test('that is named and the same as the git remote is its own', () => {
    const file = '[lfs]\nurl = https://git.example/elsewhere/info/lfs'
    expect(find('git@git.example:acme/churn.git', {}, file)).toBe('own https://git.example/elsewhere/info/lfs')
    expect(find('https://git.example/a', { 'lfs.url': 'file:///srv/lfs' })).toBe('/srv/lfs')
  })
})

describe('a pointer', () => {
  const oid = 'a'.repeat(64)
  const head = 'version https://git-lfs.github.com/spec/v1\n'
  test.each([
    [`${head}oid sha256:${oid}\nsize 12\n`, { oid, size: 12 }],
    [`${head}ext-0-case sha256:${oid}\noid sha256:${oid}\nsize 0\n`, { oid, size: 0 }],
    [`${head}oid sha256:${oid}\n`, null],
    [`${head}oid sha1:${oid}\nsize 12\n`, null],
    [`${head}oid sha256:${oid.toUpperCase()}\nsize 12\n`, null],
    [`version https://other.example/spec/v1\noid sha256:${oid}\nsize 12\n`, null],
    [`\n${head}oid sha256:${oid}\nsize 12\n`, null],
    [`${head}oid sha256:${oid}\nsize 12\n${'x'.repeat(1024)}\n`, null],
    ['', null],
  ])('is read from %j as %j', (text, expected) => {
    expect(parsePointer(text)).toEqual(expected)
  })
})
