import type { Project } from '../../config/project.ts'
import type { Digest } from '../../core/digest.ts'
import { formatDigest } from '../../core/digest.ts'
import { InputError, RaceLostError, SystemError } from '../../core/faults.ts'
import { findStale } from '../../evidence/policy-verification.ts'
import { normalizeLineEnds } from '../../text/line-ends.ts'
import type { Services } from '../services.ts'
import type { PromotionRequest } from './verification.ts'

type StaleServices = Pick<Services, 'workspace' | 'project' | 'registry' | 'readAt' | 'changeSet' | 'logger' | 'signal'>

/**
 * Refuses evidence that another policy judged. A policy that was changed here and is not merged judges the same however
 * often it is asked, which is no race; one that the default branch had, and has no more, is.
 *
 * @throws RaceLostError where the default branch's policy changed since
 * @throws InputError where the evidence rests on a policy that is the work tree's alone
 */
export async function refuseStalePolicy(
  { results, project }: Pick<PromotionRequest, 'results' | 'project'>,
  services: StaleServices,
): Promise<void> {
  const stale = findStale(results, project.policy.digest)
  if (stale?.policy == null) return
  const { policy } = stale
  const here = await services.project()
  if (here?.policy.digest.sha256 === policy.digest.sha256) {
    const own = await listOwnChanges(here, project, services)
    if (own.length > 0) throw describeUnmerged(own, here, project, (await services.registry()).location)
  }
  const changed = listOther(project, policy)
  const where = changed.length > 0 ? ` (${changed.join(', ')})` : ''
  const ref = project.policy.ref ?? 'HEAD'
  throw new RaceLostError(
    `the policy changed since ${stale.command} judged${where}: it judged by ${formatDigest(policy.digest)}, ${ref} now has ${formatDigest(project.policy.digest)}`,
    { help: `run ${stale.command} again with ${ref} as it is now, then promote: compare again` },
  )
}

/** Files of a policy that another one has in other words, or lacks. */
function listOther({ policy }: Pick<Project, 'policy'>, other: Project['policy']): readonly string[] {
  return policy.files.flatMap(({ uri, digest }) =>
    other.files.find((file) => file.uri === uri)?.digest.sha256 === digest.sha256 ? [] : [uri],
  )
}

/**
 * Files of the work tree's policy that differ from the default branch's because they were changed here: they are not as
 * HEAD has them, or were committed since HEAD's history left that branch. Where git cannot tell, none.
 */
async function listOwnChanges(here: Project, merged: Project, services: StaleServices): Promise<readonly string[]> {
  const other = listOther(here, merged.policy)
  try {
    const tree = await (await services.registry()).policyFiles(services.signal)
    const change = await services.changeSet(tree.commit)
    const committed = new Set(change?.paths)
    const states = await Promise.all(
      other.map(async (uri) => {
        if (committed.has(services.workspace.repositoryPath(uri) ?? '')) return true
        const text = await services.readAt('HEAD', uri)
        const { digest } = here.policy.files.find((file) => file.uri === uri)!
        const own = text === null ? [] : listCheckouts(text)
        return !own.some((written) => here.written.sha256(written) === digest.sha256)
      }),
    )
    return other.filter((_, index) => states[index])
  } catch (error) {
    if (services.signal.aborted || !(error instanceof InputError || error instanceof SystemError)) throw error
    services.logger.debug(`where the policy here comes from is not known: ${error.message}`)
    return []
  }
}

/** A text of a commit as git may check it out: a clone may end its lines with CRLF. */
function listCheckouts(text: string): readonly string[] {
  const plain = normalizeLineEnds(text)
  return [text, plain, plain.replaceAll('\n', '\r\n')]
}

function describeUnmerged(own: readonly string[], here: Project, merged: Project, location: string): InputError {
  const branch = (merged.policy.ref ?? 'HEAD').replace(/^refs\/heads\//, '')
  const verb = own.length > 1 ? 'are not those' : 'is not the one'
  const digests = `${shorten(here.policy.digest)} here, ${shorten(merged.policy.digest)} there`
  const { remote } = merged.registry
  return new InputError({
    message: `${own.join(', ')} here ${verb} of ${branch} at ${location}, which decides (${digests})`,
    help: `push your change to ${branch}, or take it back (git fetch ${remote}, git checkout ${remote}/${branch} -- ${own.join(' ')}); then validate, compare and promote again`,
  })
}

const shorten = (digest: Digest): string => `${formatDigest(digest).slice(0, 'sha256:'.length + 12)}…`
