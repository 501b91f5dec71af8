import { describe, expect, it } from 'vitest'
import { proveImage } from '../../src/commands/image-presence.ts'
import { InputError, SystemError } from '../../src/core/faults.ts'
import type { ImageFacts } from '../../src/ports/image-registry.ts'

const DIGEST = `sha256:${'1'.repeat(64)}`
const IMAGE = `ghcr.io/acme/churn@${DIGEST}`
const RECORD = { model: 'churn', version: 'v0.2.0', image: IMAGE }

function ask(find: () => Promise<ImageFacts | null>, image: string | null = IMAGE, limitMs: number | null = null) {
  const warnings: string[] = []
  const services = {
    images: () => Promise.resolve({ find, close: async () => {} }),
    logger: { info() {}, debug() {}, warning: (text: string) => void warnings.push(text) },
    signal: new AbortController().signal,
  }
  return { warnings, checks: proveImage({ ...RECORD, image }, services, 'name another version by --to', limitMs) }
}

const there = () => Promise.resolve({ digest: DIGEST, labels: {}, attestations: [] })
const silent = () => Promise.reject(new SystemError('ghcr.io does not answer'))

describe('the image of a record', () => {
  it('is proven by its registry', async () => {
    expect(await ask(there).checks).toMatchObject([
      { id: 'evidence/way-back/image', verdict: 'pass', blocks: false, observed: IMAGE },
    ])
  })

  it('that is gone stops what would go back to it', async () => {
    expect(await ask(() => Promise.resolve(null)).checks).toMatchObject([
      {
        ...{ verdict: 'fail', blocks: true, statistics: { problem: 'irreversible' } },
        help: `churn v0.2.0 could not be brought back (there is no image ${IMAGE}): name another version by --to`,
      },
    ])
  })

  it.each([null, DIGEST])('is not asked for where the record names none, or not where it is: %s', async (image) => {
    expect(await ask(silent, image).checks).toEqual([])
  })

  it('whose registry is silent is an error where there is time, and a warning where there is none', async () => {
    await expect(ask(silent).checks).rejects.toThrow('does not answer')
    const hasty = ask(silent, IMAGE, 1000)
    expect(await hasty.checks).toMatchObject([{ verdict: 'skip', blocks: false, help: 'ghcr.io does not answer' }])
    expect(hasty.warnings).toEqual(['the image of churn v0.2.0: ghcr.io does not answer'])
    const refused = ask(() => Promise.reject(new InputError('not in network.allow')), IMAGE, 1000)
    expect(await refused.checks).toMatchObject([{ verdict: 'skip' }])
  })

  it('whose registry never answers is not waited for', async () => {
    const begun = performance.now()
    const late = ask(() => new Promise(() => {}), IMAGE, 30)
    expect(await late.checks).toMatchObject([{ verdict: 'skip', help: expect.stringContaining('within 0.03 s') }])
    expect(performance.now() - begun).toBeLessThan(2000)
  })
})
