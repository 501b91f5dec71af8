import type { BareRepository } from './bare-repository.ts'
import { findReason, type GitOutput } from './git-process.ts'
import { isFinalRefusal } from './push-refusal.ts'
import { REMOTE } from './remote-address.ts'

/**
 * How a push ended. `taken`: somebody else created one of the tags, or was about to; `refused`: the server said no;
 * `unknown`: the connection failed, so that it may or may not have arrived. Nothing or all of it has.
 */
export type PushOutcome =
  | { readonly kind: 'pushed' }
  | { readonly kind: 'taken' | 'refused' | 'unknown'; readonly reason: string }

/** Creates the tags on the remote in one step, or none of them: each must not be there yet. */
export async function pushTags(
  repository: BareRepository,
  tags: readonly string[],
  signal: AbortSignal,
): Promise<PushOutcome> {
  const refs = tags.map((tag) => `refs/tags/${tag}`)
  const leases = refs.map((ref) => `--force-with-lease=${ref}:`)
  const specs = refs.map((ref) => `${ref}:${ref}`)
  // one tag alone is there or not on any server
  const atomic = tags.length > 1 ? ['--atomic'] : []
  const options = ['--porcelain', ...atomic, '--no-verify', '--no-thin', '--no-follow-tags', '--recurse-submodules=no']
  return readPushOutput(await repository.push([...options, ...leases, REMOTE, ...specs], signal))
}

/** A reference that somebody else created or is creating at this moment. */
const CONTENDED =
  /stale info|already exists|cannot lock ref|failed to (update|lock)|incorrect old value|unable to (create|lock)|reference already/i
/** Said of the references that fell with another one. */
const COLLATERAL = /atomic (push|transaction) fail|transaction (failed|aborted)/i

/** Reads `git push --porcelain`. */
export function readPushOutput({ code, stdout, stderr }: GitOutput): PushOutcome {
  if (code === 0) return { kind: 'pushed' }
  const reasons = stdout
    .toString('utf8')
    .split('\n')
    .flatMap((line) => /^!\t[^\t]*\t\[[^\]]*\](?: \((.*)\))?$/.exec(line)?.[1] ?? [])
  const telling = reasons.filter((reason) => !COLLATERAL.test(reason))
  if (telling.length === 0) {
    if (reasons.length > 0) return { kind: 'taken', reason: reasons[0]! }
    const reason = findReason(stderr)
    return { kind: isFinalRefusal(reason) ? 'refused' : 'unknown', reason }
  }
  if (telling.every((reason) => CONTENDED.test(reason))) return { kind: 'taken', reason: telling.join('; ') }
  const words = findServerWords(stderr)
  return { kind: 'refused', reason: [...new Set(telling), ...words].join('; ').slice(0, 1500) }
}

/** What the server's hooks printed. */
function findServerWords(stderr: string): readonly string[] {
  return stderr
    .split(/[\r\n]+/)
    .flatMap(
      (line) =>
        /^remote: (.*)$/
          .exec(line)?.[1]
          ?.replace(/\p{Cc}/gu, ' ')
          .trim() || [],
    )
    .slice(0, 8)
}
