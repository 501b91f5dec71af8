/** Fields of a selection by name, with the arguments that each is given. */
export type Selection = Readonly<Record<string, { readonly arguments: readonly string[]; readonly fields: Selection }>>

/** An operation's name, variables and fields, read from a text without fragments and directives. */
export interface OperationText {
  readonly kind: string
  readonly name: string
  readonly variables: Readonly<Record<string, string>>
  readonly fields: Selection
}

/** Reads `query Name($a: Int!) { field(arg: $a) { alias: inner } }`. */
export function readOperation(text: string): OperationText {
  const tokens = text.match(/[\w$!]+|[[\]{}():]/g) ?? []
  let at = 0
  const next = () => tokens[at++]!
  const [kind, name] = [next(), next()]
  const variables: Record<string, string> = {}
  if (tokens[at] === '(') {
    next()
    while (tokens[at] !== ')') {
      const variable = next().slice(1)
      next()
      let type = ''
      while (tokens[at] !== ')' && !tokens[at]!.startsWith('$')) type += next()
      variables[variable] = type
    }
    next()
  }
  const readFields = (): Selection => {
    const fields: Record<string, { arguments: string[]; fields: Selection }> = {}
    next()
    while (tokens[at] !== '}') {
      let field = next()
      if (tokens[at] === ':') {
        next()
        field = next()
      }
      const given: string[] = []
      if (tokens[at] === '(') {
        next()
        while (tokens[at] !== ')') {
          given.push(next())
          next()
          next()
        }
        next()
      }
      fields[field] = { arguments: given, fields: tokens[at] === '{' ? readFields() : {} }
    }
    next()
    return fields
  }
  return { kind, name, variables, fields: readFields() }
}

/** Fields and arguments of the one that the other does not have. */
export function listStrangers(asked: Selection, known: Selection, path = ''): readonly string[] {
  return Object.entries(asked).flatMap(([name, field]) => {
    const found = known[name]
    if (found === undefined) return [`${path}${name}`]
    const strange = field.arguments.filter((argument) => !found.arguments.includes(argument))
    return [
      ...strange.map((argument) => `${path}${name}(${argument})`),
      ...listStrangers(field.fields, found.fields, `${path}${name}.`),
    ]
  })
}
