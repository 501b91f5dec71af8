import { expect, it } from 'vitest'
import { parseArtifactReference } from '../../src/core/artifact-reference.ts'

const HEX = '0123456789abcdef'.repeat(4)

it.each([
  ['4f0c/model/model.pkl', { run: '4f0c', path: 'model/model.pkl', sha256: null }],
  [`4f0c/m.pkl@sha256:${HEX}`, { run: '4f0c', path: 'm.pkl', sha256: HEX }],
  [`4f0c/m.pkl@sha256:${HEX.toUpperCase()}`, { run: '4f0c', path: 'm.pkl', sha256: HEX }],
  ['4f0c/by@hand/m@2.pkl', { run: '4f0c', path: 'by@hand/m@2.pkl', sha256: null }],
])('reads %s', (written, expected) => {
  expect(parseArtifactReference(written)).toEqual(expected)
})

it.each([
  ['', 'mlflow:: names no run of MLflow'],
  ['a run/m.pkl', 'names no run of MLflow'],
  ['4f0c', 'mlflow:4f0c: names a run and no file of it'],
  ['4f0c/', 'is no path below the artifacts'],
  ['4f0c/../m.pkl', 'is no path below the artifacts'],
  ['4f0c/a//m.pkl', 'is no path below the artifacts'],
  ['4f0c/a\\m.pkl', 'is no path below the artifacts'],
  ['4f0c/m.pkl@sha256:12', '"sha256:12" is no digest'],
])('refuses %j', (written, message) => {
  expect(() => parseArtifactReference(written)).toThrow(message)
})
