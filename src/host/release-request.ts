import type { OpenedRegistry } from '../backends/git/registry.ts'
import type { ServiceRule } from '../backends/http/service.ts'
import type { Services } from '../commands/services.ts'
import type { Project } from '../config/project.ts'
import type { Logger } from '../ports/host.ts'
import type { RemoteData, TrackedData } from '../ports/remote-data.ts'
import type { Environment } from './environment.ts'

/** What the services around a release of a model are made of. */
export interface ReleaseRequest {
  readonly environment: Environment
  /** Of the job, PATH narrowed to what is not the repository's own. */
  readonly toolVariables: Readonly<Record<string, string | undefined>>
  readonly temporaryFolder: string
  readonly logger: Logger
  readonly signal: AbortSignal
  /** The job's token; null where there is none. */
  readonly token: string | null
  /** `owner/name`; null where unknown. */
  readonly repository: string | null
  /** Root of the work tree; null outside of git. */
  readonly topLevel: string | null
  /** The work tree's project; null where there is none. */
  readonly project: () => Promise<Project | null>
  /** What files may reach: the base's rule on a pull request. */
  readonly findRule: () => Promise<ServiceRule>
  readonly remote: RemoteData
  readonly tracked: TrackedData
  readonly trackers: Services['trackers']
  readonly registry: () => Promise<OpenedRegistry>
}
