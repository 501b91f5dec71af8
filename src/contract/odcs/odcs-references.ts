import type { OdcsNode } from './odcs-node.ts'

/** A column that a reference names; nested ones by the names on the way, joined by dots. */
export interface ReferredColumn {
  readonly object: string
  readonly column: string
}

interface Element {
  readonly name: string
  readonly id: string | null
  readonly children: readonly Element[]
}

/**
 * What references of a contract can name: `table.column` by names, `schema/table_id/properties/column_id` by ids (by
 * names where no id is given). References into other contracts (`file.yaml#…`) name nothing here.
 *
 * @see https://bitol-io.github.io/open-data-contract-standard/v3.1.0/references/
 */
export class ReferenceIndex {
  readonly #objects: readonly Element[]

  constructor(objects: readonly OdcsNode[]) {
    this.#objects = objects.map(readElement)
  }

  /** The column that a reference names; null where the contract has none such. */
  find(reference: string): ReferredColumn | null {
    if (isExternal(reference)) return null
    const names = reference.includes('/') ? this.#findByIds(reference) : findByNames(this.#objects, reference)
    const [object, ...columns] = names ?? []
    return object === undefined || columns.length === 0 ? null : { object, column: columns.join('.') }
  }

  /** Every column of the contract as `table.column`. */
  get all(): readonly string[] {
    return this.#objects.flatMap(listNames)
  }

  #findByIds(reference: string): readonly string[] | null {
    const [section, object, ...rest] = reference.replace(/^\//, '').split('/')
    if (section !== 'schema') return null
    const steps = rest.filter((_, index) => index % 2 === 1)
    if (rest.length % 2 === 1 || rest.some((word, index) => index % 2 === 0 && word !== 'properties')) return null
    const names: string[] = []
    let elements = this.#objects
    for (const step of [object, ...steps]) {
      const found = elements.find(({ id }) => id === step) ?? elements.find(({ name }) => name === step)
      if (found === undefined) return null
      names.push(found.name)
      elements = found.children
    }
    return names
  }
}

/** Whether a reference names a column of another contract. */
export function isExternal(reference: string): boolean {
  return reference.includes('#')
}

/** Names may hold dots themselves: each that the text begins with is tried. */
function findByNames(elements: readonly Element[], text: string): readonly string[] | null {
  for (const { name, children } of elements) {
    if (text === name) return [name]
    const rest = text.startsWith(`${name}.`) ? findByNames(children, text.slice(name.length + 1)) : null
    if (rest !== null) return [name, ...rest]
  }
  return null
}

function readElement(node: OdcsNode): Element {
  // what stands in a list is named as if it stood beside the list's name
  const owner = node.child('items').isMap ? node.child('items') : node
  const list = owner.child('properties')
  const children = Array.isArray(list.value) ? list.value.map((_, index) => list.child(index)) : []
  return {
    name: node.child('name').source,
    id: node.child('id').source || null,
    children: children.filter(({ isMap }) => isMap).map(readElement),
  }
}

function listNames({ name, children }: Element): readonly string[] {
  return children.flatMap((child) => [`${name}.${child.name}`, ...listNames(child).map((rest) => `${name}.${rest}`)])
}
