import type { ServerResponse } from 'node:http'
import { type Answer, refuse } from './answers.ts'

/** Something that goes wrong with the next requests that match. */
export interface FakeFault {
  /** `issues/create-comment`; `graphql`; a pattern of several. */
  readonly operation: string | RegExp
  readonly kind:
    | 'permission'
    | 'secondary-rate'
    | 'primary-rate'
    | 'bad-gateway'
    /** The connection ends before anything is done. */
    | 'cut-before'
    /** It is done, and the connection ends without a word of it. */
    | 'cut-after'
    /** It is done, and the answer is 502. */
    | 'bad-gateway-after'
    | 'slow'
    | 'not-found'
    | 'unprocessable'
  /** How many requests; 1. */
  readonly times?: number
  /** Seconds until a limit is over. */
  readonly retryAfter?: number
  readonly delayMs?: number
}

/** Faults that wait for their requests. */
export class FaultList {
  private readonly waiting: { readonly fault: FakeFault; left: number }[] = []

  add(fault: FakeFault): void {
    this.waiting.push({ fault, left: fault.times ?? 1 })
  }

  /** The fault of a request, which counts as used; null where it goes well. */
  take(operation: string): FakeFault | null {
    const found = this.waiting.find(({ fault, left }) => {
      const { operation: wanted } = fault
      return left > 0 && (typeof wanted === 'string' ? wanted === operation : wanted.test(operation))
    })
    if (found === undefined) return null
    found.left -= 1
    return found.fault
  }
}

/** What a fault answers in place of the operation; null where the operation is done. */
export function answerFault(fault: FakeFault, now: () => number): Answer | null {
  const retryAfter = fault.retryAfter ?? 1
  switch (fault.kind) {
    case 'permission':
      return refuse(403, 'Resource not accessible by integration')
    case 'secondary-rate': {
      const said = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.'
      return { ...refuse(403, said), headers: { 'retry-after': String(retryAfter) } }
    }
    case 'primary-rate': {
      const reset = String(Math.ceil(now() / 1000) + retryAfter)
      const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset }
      return { ...refuse(403, 'API rate limit exceeded for installation ID 1.'), headers }
    }
    case 'bad-gateway':
      return { status: 502, body: { message: 'Server Error' } }
    case 'not-found':
      return refuse(404, 'Not Found')
    case 'unprocessable':
      return refuse(422, 'Validation Failed', [{ resource: 'IssueComment', code: 'unprocessable', field: 'data' }])
    default:
      return null
  }
}

/** Ends the connection in place of an answer. */
export function cut(response: ServerResponse): void {
  response.socket?.destroy()
}
