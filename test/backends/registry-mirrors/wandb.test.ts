import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { createWandbMirror } from '../../../src/backends/wandb/wandb-registry.ts'
import { findServer } from '../../../src/backends/wandb/wandb-runs.ts'
import type { MirrorDraft } from '../../../src/ports/registry-mirror.ts'
import { serveLoopback } from '../../support/loopback-server.ts'
import { listStrangers, type OperationText, readOperation } from './graphql-text.ts'
import { makeHttp } from './made-http.ts'
import { describeMirror, draftOf, type TestedMirror } from './mirror-behaviour.ts'
import { makeBodyCheck, readVendorApi } from './vendor-schema.ts'

const api = readVendorApi('wandb')
const operations = api['operations'] as Readonly<Record<string, OperationText>>
const check = makeBodyCheck(api)
const folder = mkdtempSync(join(tmpdir(), 'modelgate-wandb-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Bytes of a version, 3 of them. */
const bytesOf = (version: string) => version.slice(1, 4)

function withFile(draft: MirrorDraft): MirrorDraft {
  const path = join(folder, draft.version)
  writeFileSync(path, bytesOf(draft.version))
  return { ...draft, file: { ...draft.file!, path }, runs: ['mlflow:1', 'wandb:acme/churn/1a2b'] }
}

interface Artifact {
  readonly id: string
  readonly md5: string
  metadata: string
}

interface AliasInput {
  readonly alias: string
}

type Variables = Readonly<Record<string, never>> & { readonly input: Readonly<Record<string, never>> }

/** A run with an artifact for each version, and the collection that they are linked into. */
class FakeWandb {
  readonly refused: string[] = []
  private readonly linked: string[] = []
  private readonly aliases = new Map<string, string>()
  private readonly artifacts: readonly Artifact[] = ['v9.9.9', 'v1.0.0', 'v2.3.0'].map((version, index) => ({
    id: `artifact-${index}`,
    md5: createHash('md5').update(bytesOf(version)).digest('base64'),
    metadata: '{"epochs":3}',
  }))

  answer(text: string, variables: Variables): unknown {
    const asked = readOperation(text)
    const known = operations[asked.name]
    if (known === undefined || known.kind !== asked.kind) return this.refuse(`no ${asked.kind} ${asked.name}`)
    const strange = listStrangers(asked.fields, known.fields)
    if (strange.length > 0) return this.refuse(`${asked.name} has no ${strange.join(', ')}`)
    for (const [name, type] of Object.entries(asked.variables)) {
      if (known.variables[name] !== type) return this.refuse(`${asked.name} has no $${name}: ${type}`)
      if (type.endsWith('!') && variables[name] == null) return this.refuse(`${asked.name} needs $${name}`)
    }
    const extra = Object.keys(variables).filter((name) => !(name in asked.variables))
    if (extra.length > 0) return this.refuse(`${asked.name} declares no ${extra.join(', ')}`)
    const input = asked.variables['input']?.replace('!', '')
    const problem = input === undefined ? null : check(`#/$defs/${input}`, variables.input)
    if (problem !== null) return this.refuse(`${asked.name}: ${problem}`)
    return this[asked.name as 'AddAliases'](variables)
  }

  private refuse(problem: string): never {
    this.refused.push(problem)
    throw new Error(problem)
  }

  RunOutputArtifacts(): unknown {
    const artifactSequence = { name: 'model', project: { name: 'churn', entity: { name: 'acme' } } }
    const nodes = this.artifacts.map(({ id, metadata }, versionIndex) => ({
      id,
      versionIndex,
      metadata,
      artifactSequence,
    }))
    return { project: { run: { artifacts: { edges: nodes.map((node) => ({ node })) } } } }
  }

  ArtifactMembershipFiles({ alias, collection, entity }: Variables): unknown {
    expect([entity, collection]).toEqual(['acme', 'model'])
    const { md5 } = this.artifacts[Number(String(alias).slice(1))]!
    const nodes = [{ name: 'model.bin', sizeBytes: 3, md5 }]
    const artifactMembership = { files: { edges: nodes.map((node) => ({ node })) } }
    return { project: { artifactCollection: { artifactMembership } } }
  }

  UpdateArtifact({ input }: Variables): unknown {
    this.find(input['artifactID']!).metadata = input['metadata']!
    return { result: { artifact: { id: input['artifactID'] } } }
  }

  LinkArtifact({ input }: Variables): unknown {
    const id = input['artifactID']!
    if (!this.linked.includes(id)) this.linked.push(id)
    for (const { alias } of input['aliases']! as readonly AliasInput[]) this.aliases.set(alias, id)
    return { result: { versionIndex: this.linked.indexOf(id) } }
  }

  AddAliases({ input }: Variables): unknown {
    for (const { alias } of input['aliases']! as readonly AliasInput[]) this.aliases.set(alias, input['artifactID']!)
    return { result: { success: true } }
  }

  DeleteAliases({ input }: Variables): unknown {
    for (const { alias } of input['aliases']! as readonly AliasInput[]) this.aliases.delete(alias)
    return { result: { success: true } }
  }

  ArtifactMembershipByName({ name }: Variables): unknown {
    const id = this.aliases.get(String(name).split(':')[1]!)
    if (id === undefined) return { project: { artifactCollectionMembership: null } }
    const { metadata } = this.find(id)
    const held = { versionIndex: this.linked.indexOf(id), createdAt: '2026-11-21T08:00:00Z', aliases: [] }
    return { project: { artifactCollectionMembership: { ...held, artifact: { id, metadata } } } }
  }

  private find(id: string): Artifact {
    return this.artifacts.find((artifact) => artifact.id === id)!
  }
}

async function open(): Promise<TestedMirror> {
  const fake = new FakeWandb()
  const { origin } = await serveLoopback((_, response, text) => {
    const { query, variables } = JSON.parse(text) as { query: string; variables: Variables }
    try {
      response.end(JSON.stringify({ data: fake.answer(query, variables) }))
    } catch (error) {
      response.end(JSON.stringify({ data: null, errors: [{ message: (error as Error).message }] }))
    }
  })
  const service = findServer({ WANDB_BASE_URL: origin, WANDB_API_KEY: 'k' })
  const settings = { entity: 'acme', project: 'model-registry', name: '{model}' }
  return { mirror: createWandbMirror(settings, { service, http: makeHttp() }), refused: fake.refused }
}

describeMirror('Weights & Biases', 'git', open, withFile)

it('Weights & Biases takes no version whose run is not named or has not got its bytes, and says so at first', async () => {
  const { mirror } = await open()
  const { signal } = new AbortController()
  const draft = withFile(draftOf('v1.0.0', 'git'))
  await mirror.refuseUnready!(draft, signal)
  await expect(mirror.refuseUnready!({ ...draft, runs: [] }, signal)).rejects.toThrow('run.log_model')
  const other = withFile(draftOf('v3.0.0', 'git'))
  await expect(mirror.refuseUnready!(other, signal)).rejects.toThrow(
    'no artifact of wandb:acme/churn/1a2b holds a file',
  )
  await mirror.close()
})
