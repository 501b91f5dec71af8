import { describe, expect, test } from 'vitest'
import { readProject } from './project-files.ts'

const MODEL = 'models: {a: {task: binary}}\n'
const PUBLIC =
  '-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=\n-----END PUBLIC KEY-----\n'
const WORKFLOW = '{issuer: https://i.example, workflow: "a/b/.github/workflows/c.yml@refs/heads/main"}'
const read = (evidence: string, files: Record<string, string> = {}) =>
  readProject({
    'modelgate.yml': `version: 1
evidence: ${evidence}
${MODEL}`,
    ...files,
  })

describe('evidence', () => {
  test('names whose signature counts, with the key itself', async () => {
    const { evidence, policy } = await read(`{trust: [{key: keys/r.pub}, ${WORKFLOW}]}`, { 'keys/r.pub': PUBLIC })
    expect(evidence.trust).toMatchObject([
      { kind: 'key', pem: PUBLIC, name: 'keys/r.pub' },
      { kind: 'workflow', repositoryId: null, event: null, runner: null },
    ])
    expect(policy.files.map(({ uri }) => uri)).toEqual(['modelgate.yml', 'keys/r.pub'])
  })

  test('of another key is another policy', async () => {
    const digests = [PUBLIC, `${PUBLIC}\n`].map(
      async (pem) => (await read('{trust: [{key: r.pub}]}', { 'r.pub': pem })).policy.digest,
    )
    const [one, two] = await Promise.all(digests)
    expect(one).not.toEqual(two)
  })

  test.each([
    ['{sign: key, key: KEY.pem}', 'KEY.pem'],
    ['{sign: key, key: "env:KEY"}', 'env:KEY'],
    ['{sign: key, key: "awskms:///alias/k"}', 'awskms:///alias/k'],
    ['{sign: key, key: "azurekms://v.vault.azure.net/k"}', 'azurekms://v.vault.azure.net/k'],
    [
      '{sign: key, key: "gcpkms://projects/p/locations/l/keyRings/r/cryptoKeys/k"}',
      'gcpkms://projects/p/locations/l/keyRings/r/cryptoKeys/k',
    ],
  ])('%s signs with %s', async (section, key) => {
    expect((await read(section)).evidence).toMatchObject({ sign: 'key', key })
  })

  test.each<[string, string, Record<string, string>, RegExp]>([
    ['a key without its name', '{sign: key}', {}, /sign: key needs the key/],
    [
      'a key of a service that is not known',
      '{sign: key, key: "hashivault://release"}',
      {},
      /modelgate\.yml:2:\d+: evidence\.key: hashivault:\/\/release is of no service that is known here[\s\S]*gcpkms:\/\/projects/,
    ],
    [
      'a workflow without its ref',
      '{trust: [{issuer: x, workflow: a/b/.github/workflows/c.yml}]}',
      {},
      /must name a workflow and its ref/,
    ],
    ['a key that is not there', '{trust: [{key: gone.pub}]}', {}, /modelgate\.yml:2:\d+: gone\.pub is not there/],
    [
      'a private key',
      '{trust: [{key: k.pem}]}',
      { 'k.pem': '-----BEGIN PRIVATE KEY-----\n' },
      /k\.pem holds a private key/,
    ],
    [
      'text that is no key',
      '{trust: [{key: k.pub}]}',
      { 'k.pub': 'ssh-ed25519 AAAA' },
      /k\.pub is no public key in PEM[\s\S]*openssl pkey/,
    ],
    [
      'an authority without a witness',
      '{sigstore: {fulcio: "https://f.example"}}',
      {},
      /together with rekor or timestamp/,
    ],
    ['a key of its own', '{trusts: []}', {}, /did you mean "trust"/],
  ])('with %s is a fault with its mend', async (_, section, files, message) => {
    await expect(read(section, files)).rejects.toThrow(message)
  })
})
