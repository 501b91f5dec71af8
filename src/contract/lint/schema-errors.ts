import type { SchemaError, SchemaErrors } from './odcs-schema.ts'

type Schema = Record<string, unknown>

/**
 * The errors that a person can act on: of alternatives (`oneOf`, `anyOf`) those of the one that was meant, none that only
 * follow from another, each once.
 */
export function reduceErrors({ errors, schema }: SchemaErrors): readonly SchemaError[] {
  const definitions = (schema['$defs'] ?? {}) as Record<string, Schema>
  let kept = errors.filter(({ keyword }) => keyword !== 'if')
  const open = kept.filter(isChoice).sort((left, right) => left.instancePath.length - right.instancePath.length)
  for (const choice of open) if (kept.includes(choice)) kept = reduceChoice(choice, kept, definitions)
  const others = kept.filter((error) => unexpectedKey(error) === null)
  const seen = new Set<string>()
  return kept.filter((error) => {
    const key = unexpectedKey(error)
    const isEcho =
      key !== null &&
      declaredKeys(error, definitions).has(key) &&
      others.some((other) => isWithin(other, error.instancePath))
    const name = `${error.instancePath} ${key ?? `${error.keyword} ${JSON.stringify(error.params)}`}`
    const isNew = !seen.has(name)
    seen.add(name)
    return isNew && !isEcho
  })
}

/** The key that a closed map does not take; null of other errors. */
export function unexpectedKey({ keyword, params }: SchemaError): string | null {
  if (keyword !== 'additionalProperties' && keyword !== 'unevaluatedProperties') return null
  return String(params['additionalProperty'] ?? params['unevaluatedProperty'])
}

/** Names of all keys that the map of an error might hold, whatever its other keys say. */
export function declaredKeys(error: SchemaError, definitions: Readonly<Record<string, Schema>>): ReadonlySet<string> {
  const names = new Set<string>()
  walk(error.parentSchema as Schema, definitions, false, (schema) => {
    for (const name of Object.keys((schema['properties'] ?? {}) as Schema)) names.add(name)
  })
  return names
}

function isChoice({ keyword }: SchemaError): boolean {
  return keyword === 'oneOf' || keyword === 'anyOf'
}

function isWithin({ instancePath }: SchemaError, path: string): boolean {
  return instancePath === path || instancePath.startsWith(`${path}/`)
}

/** Leaves of one choice the errors of the branch that was meant, or the choice itself where none or several fit. */
function reduceChoice(
  choice: SchemaError,
  errors: readonly SchemaError[],
  definitions: Readonly<Record<string, Schema>>,
): SchemaError[] {
  const branches = (choice.schema as readonly Schema[]).map((branch) => {
    const reached = new Set<unknown>()
    walk(branch, definitions, true, (schema) => reached.add(schema))
    return errors.filter(
      (error) => error !== choice && isWithin(error, choice.instancePath) && reached.has(error.parentSchema),
    )
  })
  const noise = new Set(branches.flat())
  const rest = errors.filter((error) => !noise.has(error))
  const severalFit = choice.params['passingSchemas'] != null
  const meant = branches.filter(
    (branch) => branch.length > 0 && !branch.some((error) => isMisfit(error, choice.instancePath)),
  )
  if (severalFit) return rest
  if (meant.length === 0) {
    const types = branches
      .flat()
      .filter(({ keyword, instancePath }) => keyword === 'type' && instancePath === choice.instancePath)
    const params = { ...choice.params, types: types.flatMap((error) => error.params['type'] as string | string[]) }
    return rest.map((error) => (error === choice ? { ...choice, params } : error))
  }
  const best = meant.reduce((left, right) => (right.length < left.length ? right : left))
  return [...rest.filter((error) => error !== choice), ...best]
}

/** Another type or another key: this branch was not meant. */
function isMisfit({ keyword, instancePath }: SchemaError, path: string): boolean {
  return instancePath === path && (keyword === 'type' || keyword === 'required')
}

/** Visits the schemas that hold for the same value; `isDeep`: those of the values inside of it too. */
function walk(
  root: Schema,
  definitions: Readonly<Record<string, Schema>>,
  isDeep: boolean,
  visit: (schema: Schema) => void,
): void {
  const seen = new Set<unknown>()
  const queue: unknown[] = [root]
  while (queue.length > 0) {
    const schema = queue.pop()
    if (typeof schema !== 'object' || schema === null || seen.has(schema)) continue
    seen.add(schema)
    const node = schema as Schema
    visit(node)
    if (typeof node['$ref'] === 'string') queue.push(findDefinition(node['$ref'], definitions))
    for (const key of ['allOf', 'anyOf', 'oneOf'] as const) queue.push(...((node[key] ?? []) as readonly unknown[]))
    queue.push(node['then'], node['else'])
    if (isDeep) queue.push(...Object.values((node['properties'] ?? {}) as Schema), node['items'])
  }
}

/** A definition may lie in a group of its own: `#/$defs/ServerSource/LocalServer`. */
function findDefinition(reference: string, definitions: Readonly<Record<string, Schema>>): unknown {
  const path = reference.replace('#/$defs/', '').split('/')
  return path.reduce<unknown>((parent, part) => (parent as Schema | undefined)?.[part], definitions)
}
