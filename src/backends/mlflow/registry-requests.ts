import { SystemError } from '../../core/faults.ts'
import type { HttpRequest } from '../http/client.ts'
import { askService, reachService } from '../http/service.ts'
import { readRefusal, type TrackingServer } from './tracking-server.ts'

/** One call of the REST interface (2.0). */
export interface RegistryCall {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Below `api/2.0/mlflow/`. */
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  readonly body?: Readonly<Record<string, unknown>>
  /** For messages: `read the alias production of churn`. */
  readonly doing: string
  /** Whether it may be sent again after a failure: it reads, or sets what it sets once more. */
  readonly isRepeatable?: boolean
  /** A refusal that is an answer: the call gives undefined. */
  readonly isExpected?: (refusal: Refusal) => boolean
}

interface Refusal {
  readonly code: unknown
  readonly words: string
}

/** Tags of MLflow: of a run, a version, a registered model. */
export type Tags = Readonly<Record<string, string>>

/** What a call answers; undefined where it was refused as expected. @throws SystemError */
export async function callRegistry(
  { method, path, query, body, doing, isRepeatable = method === 'GET', isExpected = () => false }: RegistryCall,
  { service, found, http }: TrackingServer,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const expected = Symbol('expected')
  const explain = (data: unknown): string | null => {
    const { code, words } = readRefusal(data)
    if (code !== undefined && isExpected({ code, words: words ?? '' })) throw expected
    return words
  }
  const search = query === undefined ? '' : `?${new URLSearchParams(query)}`
  const request: Omit<HttpRequest, 'headers'> = {
    method,
    url: new URL(`${service.base.href}api/2.0/mlflow/${path}${search}`),
    isReading: isRepeatable,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }
  try {
    const answer = await askService(http, service, request, { reach: reachService(service, found), doing, explain })
    if (typeof answer === 'object' && answer !== null) return answer as Readonly<Record<string, unknown>>
  } catch (error) {
    if (error === expected) return undefined
    throw error
  }
  throw new SystemError(`cannot ${doing}: the answer of ${service.base.host} is no JSON object`, {
    help: 'check that MLFLOW_TRACKING_URI is the address of MLflow itself',
  })
}

/** `[{key, value}]`, as MLflow takes tags. */
export function listTags(tags: Readonly<Record<string, string | null>>): readonly { key: string; value: string }[] {
  return Object.entries(tags).flatMap(([key, value]) => (value === null ? [] : [{ key, value }]))
}

/** `[{key, value}]`, as MLflow gives tags. */
export function readTags(written: unknown): Tags {
  const tags = Array.isArray(written) ? (written as readonly ({ key?: unknown; value?: unknown } | null)[]) : []
  return Object.fromEntries(
    tags.flatMap((tag) => (typeof tag?.key === 'string' ? [[tag.key, String(tag.value ?? '')]] : [])),
  )
}

/** A text of a filter, in quotes: the language knows no escape, so that a text with both kinds cannot be written. */
export function quoteFilter(text: string): string {
  return text.includes("'") ? `"${text}"` : `'${text}'`
}
