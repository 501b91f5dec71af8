import { describe, expect, it } from 'vitest'
import { type AddressRequest, resolveRemote } from '../../../src/backends/git/remote-address.ts'

const resolve = (url: string, more: Partial<AddressRequest> = {}) =>
  resolveRemote({
    name: 'origin',
    topLevel: '/clone',
    config: new Map([['remote.origin.url', [url]]]),
    userConfig: new Map(),
    isIsolated: true,
    token: null,
    ...more,
  })
const basic = (text: string) => `Authorization: Basic ${Buffer.from(text).toString('base64')}`

describe('the address of a remote', () => {
  it.each([
    ['https://github.com/acme/churn.git', 'https://github.com/acme/churn.git'],
    ['git@github.com:acme/churn.git', 'git@github.com:acme/churn.git'],
    ['../churn.git', '/churn.git'],
    ['file:///srv/churn.git', 'file:///srv/churn.git'],
    ['--upload-pack=x', '/clone/--upload-pack=x'],
  ])('%s is asked as %s', (url, asked) => {
    expect(resolve(url).settings).toContainEqual(['remote.registry.url', asked])
  })

  it('names the remotes that there are, and how the choice comes to count', () => {
    const config = new Map([['remote.upstream.url', ['../churn.git']]])
    expect(() => resolve('', { config })).toThrow(
      'name one of them in modelgate.yml: registry: {type: git, remote: upstream}, and push it to the default branch',
    )
  })

  it('gives its credentials by configuration, and shows them nowhere', () => {
    const address = resolve('https://ada:p%40ss@git.example.com/churn.git')
    expect(address.settings).toEqual([
      ['remote.registry.url', 'https://git.example.com/churn.git'],
      ['http.https://git.example.com/.extraHeader', basic('ada:p@ss')],
    ])
    expect(address.location).toBe('https://git.example.com/churn.git')
    expect(address.secrets).toContain('p@ss')
  })

  const token = { value: 't0ken', origin: 'https://github.com' }
  it.each([
    ['https://github.com/acme/churn', true],
    ['https://github.com.evil.example/acme/churn', false],
    ['http://github.com/acme/churn', false],
    ['https://github.com:8443/acme/churn', false],
    ['git@github.com:acme/churn', false],
  ])('%s is given the token: %s', (url, isGiven) => {
    const header = ['http.https://github.com/.extraHeader', basic('x-access-token:t0ken')]
    const { settings } = resolve(url, { token })
    expect(settings.length).toBe(isGiven ? 2 : 1)
    if (isGiven) expect(settings).toContainEqual(header)
  })

  it('pushes to where the remote says', () => {
    const config = new Map([
      ['remote.origin.url', ['https://github.com/acme/churn']],
      ['remote.origin.pushurl', ['git@github.com:acme/churn']],
    ])
    expect(resolve('', { config }).settings).toContainEqual(['remote.registry.pushurl', 'git@github.com:acme/churn'])
  })

  it('is warned of where git would rewrite it, without the credentials in the rewriting', () => {
    const userConfig = new Map([['url.https://x:s3cret@github.com/.insteadof', ['https://github.com/']]])
    const [warning] = resolve('https://github.com/acme/churn', { userConfig }).warnings
    expect(warning).toBe(
      "git's configuration rewrites https://github.com/ to https://github.com/ (insteadOf); in CI the remote is asked under its address as written, https://github.com/acme/churn",
    )
    expect(resolve('https://github.com/acme/churn', { userConfig, isIsolated: false }).warnings).toEqual([])
    expect(resolve('https://gitlab.com/acme/churn', { userConfig }).warnings).toEqual([])
  })
})
