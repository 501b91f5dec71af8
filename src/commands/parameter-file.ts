import type { PathOrigin, Workspace } from '../ports/workspace.ts'

type Scalar = string | number | boolean | null

/** Parameters of a training by name; nested ones by path: `train.max_depth`. */
export type Parameters = Readonly<Record<string, Scalar>>

/** `{train: {max_depth: 6}}` as `{'train.max_depth': 6}`; a list of plain values is one value, `[a, b]`, others go by their index. */
function flattenParameters(value: unknown, prefix = ''): Parameters {
  if (Array.isArray(value) && value.every(isScalar)) return prefix === '' ? {} : { [prefix]: `[${value.join(', ')}]` }
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).map(([key, entry]) =>
      flattenParameters(entry, prefix === '' ? key : `${prefix}.${key}`),
    )
    return Object.assign({}, ...entries) as Parameters
  }
  return prefix === '' || !isScalar(value) ? {} : { [prefix]: value }
}

function isScalar(value: unknown): value is Scalar {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value)
}

/** The parameters of a YAML or JSON file. @throws InputError where it is missing or neither */
export async function readParameterFile(path: string, origin: PathOrigin, workspace: Workspace): Promise<Parameters> {
  const { parseLocatedYaml } = await import('../yaml/located-document.ts')
  return flattenParameters(parseLocatedYaml(await workspace.readText(path, origin), path).data)
}
