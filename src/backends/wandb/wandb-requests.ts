import { SystemError } from '../../core/faults.ts'
import { isMap } from '../../core/plain-map.ts'
import { type Http, reachAny } from '../http/client.ts'
import { askService, type Service } from '../http/service.ts'
import { findError } from './wandb-runs.ts'

/** One operation of the GraphQL interface. */
interface WandbCall {
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
  /** For messages: `read churn:production of Weights & Biases`. */
  readonly doing: string
}

/** What an operation answers; all of ours may be sent again. @throws SystemError with what the server says */
export async function askWandb(
  { query, variables, doing }: WandbCall,
  { service, http }: { readonly service: Service; readonly http: Http },
): Promise<Readonly<Record<string, unknown>>> {
  const url = new URL('graphql', service.base)
  const body = JSON.stringify({ query, variables })
  const request = { method: 'POST', url, body, isReading: true } as const
  const answer = await askService(http, service, request, { reach: reachAny, doing, explain: findError })
  const data = isMap(answer) ? answer['data'] : null
  const said = findError(answer)
  if (said === null && isMap(data)) return data
  throw new SystemError(`cannot ${doing}: ${url.host} says: ${said ?? 'nothing'}`, {
    help: 'check entity and project under registry, and what the key may do there',
  })
}

/** The member of nested maps; undefined where one of them is none. */
export function dig(data: unknown, ...names: readonly string[]): unknown {
  return names.reduce((inner, name) => (isMap(inner) ? inner[name] : undefined), data)
}

/** The nodes of a connection. */
export function listNodes(connection: unknown): readonly Readonly<Record<string, unknown>>[] {
  const edges = dig(connection, 'edges')
  return Array.isArray(edges)
    ? edges.flatMap((edge) => (isMap(dig(edge, 'node')) ? [dig(edge, 'node') as never] : []))
    : []
}
