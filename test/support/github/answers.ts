import type { FakeState, FakeToken, Row } from './state.ts'

export interface Answer {
  readonly status: number
  readonly body?: unknown
  /** Sent as they are, in place of the body. */
  readonly bytes?: Buffer
  readonly headers?: Readonly<Record<string, string>>
}

/** What a handler knows of a request whose form and permission hold. */
export interface Call {
  readonly state: FakeState
  readonly token: FakeToken
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  // biome-ignore lint/suspicious/noExplicitAny: bodies are checked against the description before
  readonly body: any
  readonly bytes: Buffer
  /** What the answer may be. */
  readonly accept: string
  readonly apiUrl: string
  /** The request's own address, for links to other pages. */
  readonly url: URL
}

export type Handlers = Readonly<Record<string, (call: Call) => Answer>>

export const ok = (body: unknown): Answer => ({ status: 200, body })
export const created = (body: unknown): Answer => ({ status: 201, body })
export const none: Answer = { status: 204 }

/** A refusal in GitHub's form. */
export function refuse(status: number, message: string, errors?: readonly unknown[]): Answer {
  const body = { message, documentation_url: 'https://docs.github.test/rest', status: String(status) }
  return { status, body: errors === undefined ? body : { ...body, errors } }
}

export const notFound = refuse(404, 'Not Found')

/** One page of a list, with links to the others. `wrap` puts it into an object. */
export function page(
  { query, url }: Call,
  rows: readonly unknown[],
  wrap: (rows: readonly unknown[]) => unknown = (list) => list,
): Answer {
  const size = Math.min(100, Number(query.get('per_page') ?? 30))
  const number = Number(query.get('page') ?? 1)
  const last = Math.max(1, Math.ceil(rows.length / size))
  const link = (target: number, rel: string) => {
    const address = new URL(url)
    address.searchParams.set('page', String(target))
    return `<${address.href}>; rel="${rel}"`
  }
  const links = [
    ...(number > 1 ? [link(number - 1, 'prev'), link(1, 'first')] : []),
    ...(number < last ? [link(number + 1, 'next'), link(last, 'last')] : []),
  ]
  const body = wrap(rows.slice((number - 1) * size, number * size))
  return { status: 200, body, ...(links.length === 0 ? {} : { headers: { link: links.join(', ') } }) }
}

export const findRow = (rows: readonly Row[], id: string | undefined): Row | undefined =>
  rows.find((row) => String(row['id']) === id)
