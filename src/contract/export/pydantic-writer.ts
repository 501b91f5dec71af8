import type { ContractObject, ContractProperty, DataContract } from '../data-contract.ts'
import type { ExportedText, Untranslated } from '../translation.ts'
import { type FieldType, makeField, type PydanticContext, quotePython } from './pydantic-field.ts'
import { explainTableRule, nameRule } from './single-value-rule.ts'

/**
 * A Python module of pydantic v2 models, one class per object: the input of a service that takes such rows. What only a
 * whole table can show (keys, counts, foreign keys, service levels) is listed as untranslated.
 *
 * @see https://docs.pydantic.dev/latest/concepts/fields/
 */
export function writePydantic(contract: DataContract): ExportedText {
  const untranslated: Untranslated[] = contract.serviceLevels.map(({ property, place }) => ({
    what: `service level ${property}`,
    reason: 'one row cannot show it',
    place,
  }))
  const module: Module = { classes: [], names: new Set(), imports: new Map(), untranslated }
  for (const object of contract.objects) {
    for (const rule of object.rules) {
      const what = `${object.name}: ${nameRule(rule)}`
      untranslated.push({ what, reason: explainTableRule(rule), place: rule.place })
    }
    for (const { text, place } of object.relationships) {
      untranslated.push({ what: `${object.name} → ${text}`, reason: 'one row cannot show it', place })
    }
    addClass(module, object.name, object)
  }
  const title = contract.name ?? contract.id ?? contract.file
  const version = contract.version === null ? '' : `, version ${contract.version}`
  const imports = [...module.imports]
    .sort()
    .map(([from, names]) => `from ${from} import ${[...names].sort().join(', ')}`)
  const head = [`"""${quoteDocumentation(`Rows of the data contract ${title}${version}.`)}"""`, imports.join('\n')]
  return { text: `${[...head, ...module.classes].join('\n\n\n')}\n`, untranslated }
}

interface Module {
  /** Their text, inner ones first. */
  readonly classes: string[]
  readonly names: Set<string>
  readonly imports: Map<string, Set<string>>
  readonly untranslated: Untranslated[]
}

/** Writes the class of an object, or of a property of type object, and gives its name. */
function addClass(
  module: Module,
  name: string,
  { description, properties }: Pick<ContractObject | ContractProperty, 'description' | 'properties'>,
): string {
  const className = takeName(module, name)
  const context: PydanticContext = {
    use: (from, what) => {
      const names = module.imports.get(from) ?? new Set()
      module.imports.set(from, names.add(what))
    },
    addClass: (inner) => addClass(module, `${className} ${inner.name}`, inner),
    refuse: (what, reason, place) => module.untranslated.push({ what, reason, place }),
  }
  context.use('pydantic', 'BaseModel')
  context.use('pydantic', 'ConfigDict')
  const taken = new Set<string>()
  const fields = properties
    .filter(({ isPhysical }) => isPhysical)
    .map((property) => writeField(property, context, taken))
  const hasAlias = fields.some(({ isRenamed }) => isRenamed)
  const config = `    model_config = ConfigDict(extra="forbid"${hasAlias ? ', populate_by_name=True' : ''})`
  const documentation = description === null ? [] : [`    """${quoteDocumentation(description)}"""`, '']
  const lines = [...documentation, config, ...(fields.length > 0 ? [''] : []), ...fields.map(({ line }) => line)]
  module.classes.push([`class ${className}(BaseModel):`, ...lines].join('\n'))
  return className
}

function writeField(property: ContractProperty, context: PydanticContext, taken: Set<string>) {
  const column = property.physicalName ?? property.name
  const name = toIdentifier(column, taken)
  const isRenamed = name !== column
  const { type, isRequired }: FieldType = makeField(property, context)
  const options = [
    ...(isRequired ? [] : ['default=None']),
    ...(isRenamed ? [`alias=${quotePython(column)}`] : []),
    ...(property.description === null ? [] : [`description=${quotePython(property.description)}`]),
    ...(property.isDeprecated ? ['deprecated=True'] : []),
  ]
  const plain = isRequired ? '' : ' = None'
  const isPlain = options.length === 0 || (options.length === 1 && !isRequired)
  if (!isPlain) context.use('pydantic', 'Field')
  const value = isPlain ? plain : ` = Field(${options.join(', ')})`
  return { line: `    ${name}: ${isRequired ? type : `${type} | None`}${value}`, isRenamed }
}

/** Names that a field may not have: Python's keywords, and what pydantic's BaseModel has itself. */
const RESERVED = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except finally for from global if ' +
    'import in is lambda nonlocal not or pass raise return try while with yield ' +
    'copy dict json schema validate construct parse_obj parse_raw parse_file from_orm schema_json update_forward_refs'
  ).split(' '),
)

function toIdentifier(column: string, taken: Set<string>): string {
  const letters =
    column
      .normalize('NFKC')
      .replace(/[^\p{L}\p{N}_]+/gu, '_')
      .replace(/^_+|_+$/g, '') || 'column'
  const base = /^\p{N}/u.test(letters) ? `column_${letters}` : letters
  // pydantic keeps model_… for itself
  let name = RESERVED.has(base) || base.startsWith('model_') ? `${base}_` : base
  for (let count = 2; taken.has(name); count += 1) name = `${base}_${count}`
  taken.add(name)
  return name
}

function takeName(module: Module, text: string): string {
  const parts = text
    .normalize('NFKC')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
  const joined = parts.map((part) => part[0]!.toUpperCase() + part.slice(1)).join('') || 'Row'
  const base = /^\p{N}/u.test(joined) ? `Row${joined}` : joined
  let name = ['BaseModel', 'Field', 'None', 'True', 'False'].includes(base) ? `${base}Row` : base
  for (let count = 2; module.names.has(name); count += 1) name = `${base}${count}`
  module.names.add(name)
  return name
}

/** Text between triple quotes, on one line. */
function quoteDocumentation(text: string): string {
  return quotePython(text.trim().replace(/\s+/g, ' ')).slice(1, -1)
}
