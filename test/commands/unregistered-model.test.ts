import { expect, test } from 'vitest'
import type { Services } from '../../src/commands/services.ts'
import { refuseUnregistered } from '../../src/commands/unregistered-model.ts'
import { InputError } from '../../src/core/faults.ts'
import type { ModelRegistry } from '../../src/ports/model-registry.ts'

/** The message for a model, where these are registered and these are configured; null: there is no modelgate.yml. */
async function messageFor(
  model: string,
  registered: readonly string[],
  configured: readonly string[] | null | Error,
): Promise<string> {
  const registry = { read: async () => ({ versions: registered.map((name) => ({ model: name })) }) }
  const outline = async () => {
    if (configured instanceof Error) throw configured
    return configured && { file: 'modelgate.yml', models: configured.map((name) => ({ name })) }
  }
  const services = { outline, signal: new AbortController().signal } as unknown as Services
  return refuseUnregistered(model, registry as unknown as ModelRegistry, services).catch((error: Error) => {
    expect(error).toBeInstanceOf(InputError)
    return error.message
  })
}

const first = (name: string) =>
  `nothing is registered here yet: modelgate promote --model ${name} registers the first version`

test.each<[string, readonly string[], readonly string[] | null | Error, string]>([
  ['a model that is configured', [], ['diabetes', 'churn'], first('diabetes')],
  ['no configuration', [], null, first('diabetes')],
  ['one with faults', [], new InputError('unknown key'), first('diabetes')],
  ['another of a like name', [], ['churn', 'diabets'], `is diabets meant? ${first('diabets')}`],
  [
    'none of a like name',
    [],
    ['churn', 'spam'],
    'nothing is registered here yet, and modelgate.yml has no such model: its models are churn, spam',
  ],
  ['a registered one of a like name', ['diabets'], [], 'is diabets meant? modelgate registry list shows all'],
  ['other registered ones', ['churn'], ['diabetes'], 'modelgate registry list shows the models that are'],
])('the mend for an unregistered model fits %s', async (_, registered, configured, help) => {
  expect(await messageFor('diabetes', registered, configured)).toBe(`no version of diabetes is registered\n  → ${help}`)
})
