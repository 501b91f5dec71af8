import type { LogicalType, TypeOption } from '../data-contract.ts'
import { OPTION_KEYS } from './odcs-keys.ts'
import type { OdcsNode } from './odcs-node.ts'
import type { VersionTable } from './odcs-version.ts'

/** Reads `logicalTypeOptions`; a list (`required` of an object) comes as JSON. Faults are noted on the node. */
export function readOptions(property: OdcsNode, type: LogicalType | null): readonly TypeOption[] {
  if (!property.has('logicalTypeOptions')) return []
  const node = property.child('logicalTypeOptions')
  if (!node.isMap) {
    node.refuse('"logicalTypeOptions" must be a map')
    return []
  }
  const known: VersionTable = type === null ? Object.assign({}, ...Object.values(OPTION_KEYS)) : OPTION_KEYS[type]
  node.refuseUnknownKeys(type === null ? 'logicalTypeOptions' : `the options of type ${type}`, known)
  const options = node.keys
    .filter((name) => Object.hasOwn(known, name) && node.has(name))
    .map((name) => {
      const option = node.child(name)
      const isFlag = isOldFlag(name, option)
      if (!isFlag) refuseWrongOption(name, option, type)
      return { name, text: writeText(option), place: option.place, isFlag }
    })
  return foldFlags(options, node)
}

function writeText(option: OdcsNode): string {
  return Array.isArray(option.value) ? JSON.stringify(option.value) : option.source
}

/** Before v3.1, `exclusiveMinimum: true` said that `minimum` itself is left out. */
function isOldFlag(name: string, option: OdcsNode): boolean {
  return /^exclusive(Minimum|Maximum)$/.test(name) && typeof option.value === 'boolean' && !option.isSince('v3.1.0')
}

function foldFlags(
  options: readonly (TypeOption & { readonly isFlag: boolean })[],
  node: OdcsNode,
): readonly TypeOption[] {
  const set = options.filter(({ isFlag, text }) => isFlag && text === 'true')
  for (const flag of set) {
    const bound = boundOf(flag.name)
    if (!options.some(({ name }) => name === bound)) {
      node.child(flag.name).refuse(`"${flag.name}" stands without "${bound}"`, `write "${bound}" beside it`)
    }
  }
  return options
    .filter(({ isFlag }) => !isFlag)
    .map(({ name, text, place }) => {
      const flag = set.find((candidate) => boundOf(candidate.name) === name)
      return { name: flag?.name ?? name, text, place }
    })
}

function boundOf(flag: string): string {
  return flag === 'exclusiveMinimum' ? 'minimum' : 'maximum'
}

const NUMERIC = /^[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?$/i

function refuseWrongOption(name: string, option: OdcsNode, type: LogicalType | null): void {
  if (/^(min|max)(Length|Items|Properties)$/.test(name) && !/^\+?\d{1,9}$/.test(option.source)) {
    option.refuse(`"${name}" must be a whole number of at least 0`)
  }
  if (name === 'dimensions' && !/^\+?0*[1-9]\d{0,8}$/.test(option.source)) {
    option.refuse('"dimensions" must be a whole number of at least 1')
  }
  const isNumber = type === 'integer' || type === 'number'
  if (
    isNumber &&
    /^(minimum|maximum|exclusive)/.test(name) &&
    typeof option.value !== 'boolean' &&
    !NUMERIC.test(option.source)
  ) {
    option.refuse(`"${name}" must be a number`)
  }
  if (name === 'multipleOf' && !(NUMERIC.test(option.source) && Number(option.source) > 0)) {
    option.refuse('"multipleOf" must be a number above 0')
  }
  if (/^exclusive/.test(name) && typeof option.value === 'boolean') {
    option.refuse(`"${name}" is the bound itself since ODCS v3.1.0`, `${name}: 0 in place of ${boundOf(name)}: 0`)
  }
  if (/^(pattern|format|(exclusive)?(minimum|maximum))$/i.test(name) && option.source === '') {
    option.refuse(`"${name}" must be text`)
  }
  if (/^(timezone|uniqueItems|normalized)$/.test(name) && typeof option.value !== 'boolean') {
    option.refuse(`"${name}" must be true or false`)
  }
  if (name === 'required' && !isListOfNames(option.value)) {
    option.refuse('"required" must be a list of names', 'required: [street, city]')
  }
}

function isListOfNames(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((name) => typeof name === 'string' && name !== '')
}
