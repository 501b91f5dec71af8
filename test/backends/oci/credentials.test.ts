import { describe, expect, test } from 'vitest'
import { findLogin } from '../../../src/backends/oci/credentials.ts'

const encode = (text: string) => Buffer.from(text).toString('base64')

const find = (host: string, config: object | string | null, token: string | null = null) =>
  findLogin(host, {
    variables: { DOCKER_CONFIG: '/docker', GITHUB_ACTOR: 'mona' },
    token,
    readFile: async (path) =>
      path !== '/docker/config.json' || config === null
        ? null
        : typeof config === 'string'
          ? config
          : JSON.stringify(config),
  })

describe('credentials of a registry', () => {
  test.each([
    ['registry.example', { auths: { 'registry.example': { auth: encode('me:se:cret') } } }, 'me', 'se:cret'],
    ['registry.example', { auths: { 'https://registry.example': { username: 'me', password: 'x' } } }, 'me', 'x'],
    ['registry-1.docker.io', { auths: { 'https://index.docker.io/v1/': { auth: encode('me:x') } } }, 'me', 'x'],
    ['ghcr.io', { auths: { 'ghcr.io': { auth: encode('own:x') } } }, 'own', 'x'],
  ])('%s are those that docker login wrote', async (host, config, user, password) => {
    expect(await find(host, config, 'job-token')).toMatchObject({
      login: { kind: 'password', user, password },
      used: '/docker/config.json',
    })
  })

  test('may be a token for tokens', async () => {
    const config = { auths: { 'acr.example': { auth: encode('0000:'), identitytoken: 'refresh' } } }
    expect(await find('acr.example', config)).toMatchObject({ login: { kind: 'identity', token: 'refresh' } })
  })

  test("of GitHub's own are the job's token, which no other registry gets", async () => {
    expect(await find('ghcr.io', null, 'job-token')).toMatchObject({
      login: { kind: 'password', user: 'mona', password: 'job-token' },
      used: 'GITHUB_TOKEN',
    })
    expect(await find('registry.example', null, 'job-token')).toMatchObject({ login: null, used: null })
    expect(await find('ghcr.io.evil.example', {}, 'job-token')).toMatchObject({ login: null, used: null })
    expect(await find('other.example', { auths: { 'registry.example': { auth: encode('me:x') } } })).toMatchObject({
      login: null,
    })
  })

  test.each([
    [{ credHelpers: { 'ecr.example': 'ecr-login' } }, 'docker-credential-ecr-login, which is not started'],
    [{ auths: { 'ecr.example': {} }, credsStore: 'desktop' }, 'docker-credential-desktop, which is not started'],
    ['{"auths": {"x": {"auth": "c2VjcmV0"', '/docker/config.json: is no JSON object'],
    ['[', 'is no JSON object'],
  ])('that cannot be read are told of, and never quoted: %j', async (config, message) => {
    const failure = await find('ecr.example', config).catch((error: Error) => error.message)
    expect(failure).toContain(message)
    expect(failure).not.toContain('c2VjcmV0')
  })
})
