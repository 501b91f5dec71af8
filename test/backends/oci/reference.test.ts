import { describe, expect, test } from 'vitest'
import { addressOf, parseReference, parseRepository } from '../../../src/backends/oci/reference.ts'

const HEX = 'a'.repeat(64)

describe('a reference of an image', () => {
  test.each([
    ['ghcr.io/acme/churn:v2', 'ghcr.io', 'acme/churn', 'v2'],
    ['ghcr.io/acme/churn', 'ghcr.io', 'acme/churn', 'latest'],
    [`ghcr.io/acme/churn:v2@sha256:${HEX}`, 'ghcr.io', 'acme/churn', `sha256:${HEX}`],
    ['localhost:5000/churn:v1', 'localhost:5000', 'churn', 'v1'],
    ['registry:5000/team/a__b', 'registry:5000', 'team/a__b', 'latest'],
    ['GHCR.io/acme/churn:V2', 'ghcr.io', 'acme/churn', 'V2'],
    ['python:3.12', 'registry-1.docker.io', 'library/python', '3.12'],
    ['acme/churn', 'registry-1.docker.io', 'acme/churn', 'latest'],
    ['docker.io/acme/churn:v1', 'registry-1.docker.io', 'acme/churn', 'v1'],
  ])('%s is %s, %s, %s', (text, host, name, version) => {
    expect(parseReference(text)).toEqual({ host, name, version })
  })

  test.each([
    '',
    'ghcr.io/Acme/churn',
    'ghcr.io/acme/churn@sha256:abc',
    'https://ghcr.io/acme/churn',
    'a b',
    '../x',
    'ghcr.io/acme/../x',
  ])('%j is none', (text) => {
    expect(() => parseReference(text)).toThrow('is no reference of an image')
  })

  test.each(['acme/models', 'ghcr.io/acme/models:v1', 'oci://ghcr.io/acme/models', 'ghcr.io/'])(
    '%j is no repository',
    (text) => {
      expect(() => parseRepository(text)).toThrow('is no repository of an OCI registry')
    },
  )

  test.each([
    ['ghcr.io', 'https://ghcr.io/'],
    ['localhost:5000', 'http://localhost:5000/'],
    ['127.0.0.1:5000', 'http://127.0.0.1:5000/'],
    ['[::1]:5000', 'http://[::1]:5000/'],
    ['localhost.evil.example', 'https://localhost.evil.example/'],
    ['10.0.0.1:5000', 'https://10.0.0.1:5000/'],
  ])('at %s is asked at %s', (host, address) => {
    expect(addressOf(host).href).toBe(address)
  })
})
