import { z } from 'zod'
import { resultSchema, resultsSchema } from '../core/result.ts'
import { GATE_ALTERNATIVES, gateSchema } from './gate-settings.ts'
import { modelSchema } from './model-settings.ts'
import { rootSchema } from './root-settings.ts'

type JsonSchema = { [key: string]: unknown }

/** JSON Schema (2020-12) of `modelgate.yml`, also of an included file, for editors. */
export function modelgateJsonSchema(): JsonSchema {
  const root = convert(rootSchema, 'input')
  // Each of these keys may come from `defaults`, so a file alone need not have it.
  const model = withoutRequired(convert(modelSchema, 'input')) as JsonSchema
  delete model['$schema']
  const properties = root['properties'] as Record<string, JsonSchema>
  properties['models'] = { ...properties['models'], additionalProperties: { $ref: '#/$defs/model' } }
  properties['defaults'] = { $ref: '#/$defs/model', description: properties['defaults']!['description'] }
  delete root['required']
  return { ...root, title: 'modelgate.yml', $defs: { model } }
}

/** JSON Schema (2020-12) of a result file: one result, or those of several models. */
export function resultJsonSchema(): JsonSchema {
  const { $schema, ...result } = convert(resultSchema, 'output')
  const { $schema: _, ...results } = convert(resultsSchema, 'output')
  const list = (results['properties'] as Record<string, JsonSchema>)['results']!
  list['items'] = { $ref: '#/$defs/result' }
  return {
    $schema,
    title: 'modelgate result',
    oneOf: [{ $ref: '#/$defs/result' }, { $ref: '#/$defs/results' }],
    $defs: { result, results },
  }
}

function convert(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  return z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io,
    unrepresentable: 'any',
    override: (context) => {
      if (context.zodSchema === gateSchema) context.jsonSchema.oneOf = [...GATE_ALTERNATIVES]
    },
  }) as JsonSchema
}

/** Takes `required` out of maps, but not of entries of lists: those are replaced as a whole, never merged. */
function withoutRequired(schema: unknown): unknown {
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return schema
  const entries = Object.entries(schema as JsonSchema).filter(
    ([key, value]) => key !== 'required' || !Array.isArray(value),
  )
  return Object.fromEntries(
    entries.map(([key, value]) => {
      if (key === 'properties') return [key, mapValues(value as JsonSchema, withoutRequired)]
      if (key === 'additionalProperties') return [key, withoutRequired(value)]
      return [key, value]
    }),
  )
}

function mapValues(map: JsonSchema, change: (value: unknown) => unknown): JsonSchema {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value)]))
}
