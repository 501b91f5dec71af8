import { describe, expect, it } from 'vitest'
import { makeRemote } from '../backends/remote/made-remote.ts'
import { serveLoopback } from '../support/loopback-server.ts'
import { makeFolder } from '../support/temporary-folder.ts'
import { validateIn } from '../support/validate.ts'
import { openSession } from './compare/session.ts'

/** The query of a signed address lets everybody read the data: no result, which is stored and shown, may hold it. */
const SIGNED = '?X-Amz-Signature=SECRET&sp=r#SECRET'
const CONTRACT = `apiVersion: v3.1.0
kind: DataContract
id: c
version: 1.0.0
status: active
schema: [{name: t, properties: [{name: id, logicalType: integer, required: true}, {name: gone}]}]
`
const ROWS = Array.from({ length: 40 }, (_, index) => `${index},${index % 2},0.${(index * 37) % 100}`)

describe('a signed address', () => {
  it('stands in no result of validate', async () => {
    const server = await serveLoopback((_, response) => response.end('id\n1\nx\n'))
    const flags = { contract: 'c.yaml', data: `${server.origin}/t.csv${SIGNED}` }
    const { results } = await validateIn(makeFolder({ 'c.yaml': CONTRACT }), flags, null, makeRemote())
    expect(results[0]!.materials[0]).toMatchObject({ uri: `${server.origin}/t.csv`, rows: 2 })
    expect(JSON.stringify(results)).not.toContain('SECRET')
  })

  it('stands in no result of compare', async () => {
    const server = await serveLoopback((_, response) => response.end(`id,label,score\n${ROWS.join('\n')}\n`))
    const { compare } = await openSession({ 'none.txt': '' }, { data: makeRemote() })
    const { results } = await compare({ candidate: `${server.origin}/new.csv${SIGNED}`, task: 'binary' })
    expect(results[0]!.materials[0]).toMatchObject({ name: 'candidate', uri: `${server.origin}/new.csv`, rows: 40 })
    expect(JSON.stringify(results)).not.toContain('SECRET')
  })

  it.each(['data', 'candidate'])('stands in no error about %s', async (flag) => {
    const server = await serveLoopback((_, response) => response.writeHead(404).end())
    const address = `${server.origin}/t.csv${SIGNED}`
    const attempt =
      flag === 'data'
        ? validateIn(makeFolder({ 'c.yaml': CONTRACT }), { contract: 'c.yaml', data: address }, null, makeRemote())
        : openSession({ 'none.txt': '' }, { data: makeRemote() }).then(({ compare }) => compare({ candidate: address }))
    await expect(attempt).rejects.toThrow('there is no such file')
    await expect(attempt).rejects.not.toThrow('SECRET')
  })
})
