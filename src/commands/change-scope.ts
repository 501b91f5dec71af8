import type { ChangeSet } from '../core/change-set.ts'
import { InputError } from '../core/faults.ts'
import type { InputSpecs } from './command.ts'
import type { Services } from './services.ts'

/** What a change is measured against: the inputs of `plan` and `check`. */
export const CHANGE_INPUTS = {
  base: {
    kind: 'text',
    placeholder: 'REVISION',
    summary: "What the change is measured against; default: the event's base",
  },
  since: {
    kind: 'choice',
    choices: ['event', 'last-success'],
    default: 'event',
    summary:
      "Of a push: what the event brought, or all since the workflow's last run on the branch that succeeded, so that nothing is lost with a run that failed or was dropped (actions: read)",
  },
} as const satisfies InputSpecs

/**
 * The change that the inputs mean; null where there is none to look at, so all models are meant.
 *
 * @throws InputError where nobody knows the base, SystemError where the remote or the code host does not answer
 */
export async function findChange(
  { base, since }: { readonly base: string | undefined; readonly since: string },
  services: Pick<Services, 'changeSet' | 'codeHost' | 'event' | 'logger' | 'signal'>,
): Promise<ChangeSet | null> {
  const { event, logger, signal } = services
  if (base !== undefined || since !== 'last-success' || event.name !== 'push') return services.changeSet(base ?? null)
  const host = await services.codeHost()
  const { workflow, branch } = event
  if (host === null || workflow === null || branch === null) {
    logger.warning('since: last-success needs a token and a workflow on a branch; the pushed range is taken')
    return services.changeSet(null)
  }
  const commit = await host.findLastSuccess({ workflow, branch }, signal)
  if (commit === null) {
    logger.info(`no run of ${workflow} on ${branch} has succeeded yet: all models are meant`)
    return null
  }
  try {
    return await services.changeSet(commit)
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    logger.warning(`${commit.slice(0, 7)}, of the last run that succeeded, is gone: all models are meant`)
    return null
  }
}
