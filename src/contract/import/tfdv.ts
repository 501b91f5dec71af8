import { makeLookup } from '../../core/lookup.ts'
import { makeContract, makeLibraryRule, makeObject, makeProperty, NO_ARGUMENTS } from '../contract-parts.ts'
import type { ContractProperty, LogicalType, QualityRule, TypeOption } from '../data-contract.ts'
import type { ImportedContract, Untranslated } from '../translation.ts'
import { messagesOf, type ProtoMessage, parseTextProto, textOf, textsOf } from './text-proto.ts'

/**
 * Translates a schema of TensorFlow Data Validation (`tensorflow.metadata.v0.Schema` as text proto).
 *
 * @param name what the one object is to be called.
 * @throws InputError where the text is no text proto.
 * @see https://github.com/tensorflow/metadata/blob/master/tensorflow_metadata/proto/v0/schema.proto
 */
export function importTfdv(text: string, file: string, name: string): ImportedContract {
  const schema = parseTextProto(text, file)
  const untranslated: Untranslated[] = []
  const domains = new Map(messagesOf(schema, 'string_domain').map((domain) => [textOf(domain, 'name') ?? '', domain]))
  const properties = messagesOf(schema, 'feature').map((feature) => readFeature(feature, domains, untranslated))
  const rules = messagesOf(schema, 'dataset_constraints').flatMap((constraints) => {
    refuseFields(constraints, ['min_examples_count', 'max_examples_count'], 'the data set', untranslated)
    return readRowCount(constraints)
  })
  refuseFields(
    schema,
    ['feature', 'string_domain', 'dataset_constraints', 'default_environment'],
    'the schema',
    untranslated,
  )
  const object = makeObject(name, schema.place, { properties, rules })
  return { contract: makeContract(file, 'TFDV schema', { name, objects: [object] }), untranslated }
}

const TYPES: Readonly<Record<string, LogicalType>> = makeLookup({
  BYTES: 'string',
  INT: 'integer',
  FLOAT: 'number',
  STRUCT: 'object',
})

/** Fields that are read here, or that say nothing about data. */
const FEATURE_FIELDS = [
  ...['name', 'type', 'presence', 'shape', 'value_count', 'domain', 'string_domain', 'int_domain', 'float_domain'],
  ...['bool_domain', 'url_domain', 'struct_domain', 'deprecated', 'lifecycle_stage', 'annotation', 'in_environment'],
  ...['not_in_environment', 'distribution_constraints'],
]

function readFeature(
  feature: ProtoMessage,
  domains: ReadonlyMap<string, ProtoMessage>,
  untranslated: Untranslated[],
): ContractProperty {
  const { place } = feature
  const name = textOf(feature, 'name') ?? ''
  const note = (what: string, reason: string, at = place) =>
    untranslated.push({ what: `${what} (${name})`, reason, place: at })
  const [presence] = messagesOf(feature, 'presence')
  const share = presence === undefined ? null : Number(textOf(presence, 'min_fraction') ?? 0)
  const rules: QualityRule[] = []
  if (share !== null && share > 0 && share < 1) {
    const operand = Number((100 * (1 - share)).toFixed(6))
    rules.push(
      makeLibraryRule('nullValues', presence!.place, {
        unit: 'percent',
        comparison: { operator: 'mustBeLessOrEqualTo', operand },
      }),
    )
  }
  if (presence !== undefined && Number(textOf(presence, 'min_count') ?? 0) > 1) {
    note(`presence min_count ${textOf(presence, 'min_count')}`, 'a count of present values has no rule', presence.place)
  }
  const environments = ['in_environment', 'not_in_environment'].flatMap((field) => textsOf(feature, field))
  if (environments.length > 0) {
    note(`environment ${environments.join(', ')}`, 'a contract holds everywhere: write one per environment')
  }
  const [mass] = messagesOf(feature, 'distribution_constraints')
  const tolerance = mass === undefined ? 1 : Number(textOf(mass, 'min_domain_mass') ?? 1)
  const domain = messagesOf(feature, 'string_domain')[0] ?? domains.get(textOf(feature, 'domain') ?? '')
  const reading = readType(feature, note)
  const allowed = domain === undefined ? null : { values: textsOf(domain, 'value'), place: domain.place }
  if (textOf(feature, 'domain') !== null && domain === undefined) {
    note(`domain ${textOf(feature, 'domain')}`, 'the schema has no string_domain of that name')
  }
  if (allowed !== null && tolerance < 1) {
    const operand = Number((100 * (1 - tolerance)).toFixed(6))
    rules.push(
      makeLibraryRule('invalidValues', allowed.place, {
        arguments: { ...NO_ARGUMENTS, validValues: allowed.values },
        unit: 'percent',
        comparison: { operator: 'mustBeLessOrEqualTo', operand },
      }),
    )
  }
  refuseFields(feature, FEATURE_FIELDS, name, untranslated)
  const property = makeProperty(name, place, {
    ...reading,
    allowed: tolerance < 1 ? null : allowed,
    required: share !== null && share >= 1 ? presence!.place : null,
    isDeprecated: textOf(feature, 'deprecated') === 'true' || textOf(feature, 'lifecycle_stage') === 'DEPRECATED',
    rules,
    properties: messagesOf(feature, 'struct_domain').flatMap((inner) =>
      messagesOf(inner, 'feature').map((field) => readFeature(field, domains, untranslated)),
    ),
  })
  return isList(feature) ? wrapInArray(property, feature) : property
}

type Note = (what: string, reason: string, at?: ProtoMessage['place']) => void

function readType(feature: ProtoMessage, note: Note): Pick<ContractProperty, 'logicalType' | 'typePlace' | 'options'> {
  const type = textOf(feature, 'type')
  const place = feature.fields.find(({ name }) => name === 'type')?.place ?? feature.place
  const options: TypeOption[] = []
  const bound = (domain: ProtoMessage, field: string, name: string) => {
    const text = textOf(domain, field)
    if (text !== null && Number.isFinite(Number(text))) options.push({ name, text, place: domain.place })
    else if (text !== null) note(`${field} ${text}`, 'is no bound')
  }
  for (const kind of ['int_domain', 'float_domain']) {
    for (const domain of messagesOf(feature, kind)) {
      bound(domain, 'min', 'minimum')
      bound(domain, 'max', 'maximum')
    }
  }
  const [truth] = messagesOf(feature, 'bool_domain')
  if (truth !== undefined) {
    const texts = ['true_value', 'false_value'].map((field) => textOf(truth, field))
    if (texts.some((text) => text !== null && !/^(true|false|0|1)$/i.test(text))) {
      note(`bool_domain ${texts.join(', ')}`, 'a boolean is written true, false, 1 or 0', truth.place)
    }
    return { logicalType: 'boolean', typePlace: place, options: [] }
  }
  if (messagesOf(feature, 'url_domain').length > 0) options.push({ name: 'format', text: 'uri', place: feature.place })
  if (type !== null && TYPES[type] === undefined) note(`type ${type}`, 'has no logical type')
  return { logicalType: type === null ? null : (TYPES[type] ?? null), typePlace: place, options }
}

/** Whether an example may hold several values of the feature. */
function isList(feature: ProtoMessage): boolean {
  const [count] = messagesOf(feature, 'value_count')
  const dims = messagesOf(feature, 'shape').flatMap((shape) => messagesOf(shape, 'dim'))
  const isWide = dims.some((dim) => (textOf(dim, 'size') ?? '1') !== '1')
  return isWide || (count !== undefined && !(textOf(count, 'min') === '1' && textOf(count, 'max') === '1'))
}

function wrapInArray(items: ContractProperty, feature: ProtoMessage): ContractProperty {
  const [count] = messagesOf(feature, 'value_count')
  const sizes = messagesOf(feature, 'shape').flatMap((shape) =>
    messagesOf(shape, 'dim').map((dim) => textOf(dim, 'size')),
  )
  const [low, high] = count === undefined ? [sizes[0], sizes[0]] : [textOf(count, 'min'), textOf(count, 'max')]
  const size = (name: string, text: string | null | undefined): readonly TypeOption[] =>
    text === null || text === undefined ? [] : [{ name, text, place: feature.place }]
  return makeProperty(items.name, items.place, {
    logicalType: 'array',
    typePlace: items.typePlace,
    options: [...size('minItems', low), ...size('maxItems', high)],
    required: items.required,
    isDeprecated: items.isDeprecated,
    items: { ...items, required: null, rules: items.rules.filter(({ metric }) => metric !== 'nullValues') },
    rules: items.rules.filter(({ metric }) => metric === 'nullValues'),
  })
}

function readRowCount(constraints: ProtoMessage): readonly QualityRule[] {
  const [low, high] = [textOf(constraints, 'min_examples_count'), textOf(constraints, 'max_examples_count')]
  const rule = (operator: 'mustBeGreaterOrEqualTo' | 'mustBeLessOrEqualTo', text: string) =>
    makeLibraryRule('rowCount', constraints.place, { comparison: { operator, operand: Number(text) } })
  return [
    ...(low === null ? [] : [rule('mustBeGreaterOrEqualTo', low)]),
    ...(high === null ? [] : [rule('mustBeLessOrEqualTo', high)]),
  ]
}

const REASONS: Readonly<Record<string, string>> = makeLookup({
  drift_comparator: 'drift is judged by `modelgate drift`',
  skew_comparator: 'skew is judged by `modelgate drift`',
})

/** Lists each field that is not read. */
function refuseFields(
  message: ProtoMessage,
  known: readonly string[],
  owner: string,
  untranslated: Untranslated[],
): void {
  const seen = new Set<string>()
  for (const { name, place } of message.fields) {
    if (known.includes(name) || seen.has(name)) continue
    seen.add(name)
    untranslated.push({ what: `${name} (${owner})`, reason: REASONS[name] ?? 'a contract has no word for it', place })
  }
}
