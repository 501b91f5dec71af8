import type { CommandTargetSettings } from '../config/command-target.ts'
import type { EvidenceSettings } from '../config/evidence-settings.ts'
import type { GatesFile } from '../config/gates-file.ts'
import type { Project } from '../config/project.ts'
import type { ProjectOutline } from '../config/project-outline.ts'
import type { RegistrySettings } from '../config/registry-settings.ts'
import type { StoreSettings } from '../config/store-settings.ts'
import type { ChangeSet } from '../core/change-set.ts'
import type { RunEvent } from '../core/run-event.ts'
import type { ArtifactStore, ArtifactStores } from '../ports/artifact-store.ts'
import type { CodeCheckout } from '../ports/code-checkout.ts'
import type { CodeHost } from '../ports/code-host.ts'
import type { CommandRunner } from '../ports/command-runner.ts'
import type { Compute } from '../ports/compute.ts'
import type { DataVersions } from '../ports/data-versions.ts'
import type { DeploymentTarget } from '../ports/deployment-target.ts'
import type { Engine } from '../ports/engine.ts'
import type { Clock, Logger, Provenance } from '../ports/host.ts'
import type { ImageRegistry } from '../ports/image-registry.ts'
import type { ModelRegistry, PolicyTree } from '../ports/model-registry.ts'
import type { RegistryMirror } from '../ports/registry-mirror.ts'
import type { RevisionFiles } from '../ports/revision-files.ts'
import type { Signing } from '../ports/signer.ts'
import type { Tracker } from '../ports/tracker.ts'
import type { Workspace } from '../ports/workspace.ts'

/** What lies between two commits. */
interface CodeRange {
  /** Commits that are in the second and not in the first; null where a shallow clone has not got all of them. */
  readonly commits: number | null
  /** Files that differ. */
  readonly files: number
}

/** A commit in a folder of its own, and what a command run there would get. */
export interface OpenCheckout extends CodeCheckout {
  /** Those of the checkout: its files are the work tree, its modelgate.yml the project. */
  readonly services: Services
  /**
   * Puts one file that is only tracked there (DVC, Git LFS) into its place; what is in its place stays.
   *
   * @throws InputError where it is missing or stands for several, SystemError where it cannot be fetched.
   */
  settle(path: string): Promise<void>
  /**
   * Removes a file or folder of it, and the matches of a pattern; from then on only what lies there is found at that path,
   * and never what DVC keeps of it.
   *
   * @param path the configuration's.
   * @throws InputError where it leads outside
   */
  discard(path: string): Promise<void>
  /** Closes its services; a folder that nobody named goes with the process. */
  close(): Promise<void>
}

/** What the host gives to a command; whatever is heavy is made at its first call. */
export interface Services {
  readonly workspace: Workspace
  readonly logger: Logger
  readonly clock: Clock
  readonly provenance: Provenance
  readonly signal: AbortSignal
  /** Folder of the job's result files; in Actions under RUNNER_TEMP. */
  readonly resultsFolder: string
  /** The data engine, loaded and obtained at the first call. */
  engine(): Promise<Engine>
  /** Threads for long computations; null where there is but one processor, or one is all that the configuration allows. */
  compute(): Promise<Compute | null>
  /** The nearest modelgate.yml (or `--config`); null where there is none. @throws InputError with every fault of it. */
  project(): Promise<Project | null>
  /**
   * What the same file says about the files that its models live by, without a look at the rest of their settings.
   *
   * @throws InputError as `project`, but for faults in the settings of single models.
   */
  outline(): Promise<ProjectOutline | null>
  /** The same file as a commit has it. */
  projectAt(tree: PolicyTree, file: string): Promise<Project>
  /** From now on hosts, stores and remotes are those of this configuration, and no more the work tree's. */
  ruleBy(project: Project): void
  /**
   * The root file that this very call would find if the commit were checked out, relative to the working directory; null
   * where it would find none.
   */
  locateAt(tree: PolicyTree): Promise<string | null>
  /** What the file of `--gates` holds; the path is the caller's. @throws InputError with every fault of it. */
  gates(file: string): Promise<GatesFile>
  registry(): Promise<ModelRegistry>
  /** Files of records that are kept outside of the registry. */
  readonly stores: Pick<ArtifactStores, 'fetch' | 'has'>
  /** Where new files go; null: into the record itself (`store: git`). @throws InputError where it cannot be reached as configured */
  store(settings: StoreSettings): Promise<ArtifactStore | null>
  /** The registry that follows the one in git; null where none does. @throws as `store` */
  mirror(settings: RegistrySettings): Promise<RegistryMirror | null>
  signing(settings: EvidenceSettings): Promise<Signing>
  dataVersions(): Promise<DataVersions>
  images(): Promise<ImageRegistry>
  /** What serves a stage's model; its commands run in that folder, relative to the working directory. */
  target(settings: CommandTargetSettings, folder: string): Promise<DeploymentTarget>
  /**
   * A file as a revision of the repository at hand has it; the path is relative to the working directory. null where it
   * has none. @throws InputError where there is no repository, or it does not know the revision.
   */
  readAt(revision: string, path: string): Promise<string | null>
  /**
   * The files of a revision of the repository at hand: a branch, a tag, a commit. Where the clone has not got it, that one
   * commit is fetched. On a pull request the base branch is where the change starts from it.
   * @throws InputError where there is no repository, or nobody knows the revision.
   */
  revision(name: string): Promise<RevisionFiles>
  /** Training runs, as the environment's trackers keep them; asked at the first call. */
  readonly trackers: Pick<Tracker, 'read' | 'artifact'>
  /** How much code changed between two commits of the repository at hand; null where the clone does not say. */
  countChanges(before: string, after: string): Promise<CodeRange | null>
  /** Writes a program that later steps of a job may call, and gives its folder; null outside of a job. */
  installProgram(): Promise<string | null>
  /**
   * Checks a commit out, from the remote or else the clone; the work tree at hand is left alone.
   *
   * @param into an empty or new folder, relative to the working directory; null: a private one that goes with the process.
   * @throws InputError where something is in it or nobody has the commit, SystemError where the remote does not answer.
   */
  checkOut(commit: string, into: string | null): Promise<OpenCheckout>
  /**
   * Makes the folder of a checkout and takes it away again, or finds it empty: whether `checkOut` will have a place.
   *
   * @param into relative to the working directory.
   * @throws InputError where something is in it, or it cannot be made.
   */
  proveCheckoutFolder(into: string): Promise<void>
  /** Runs commands that the policy names. */
  commands(): Promise<CommandRunner>
  /**
   * A file as the base branch of the pull request at hand has it; null where this is no pull request, or the base has no
   * such file. The path is relative to the working directory. @throws where the base cannot be had.
   */
  readBase(path: string): Promise<string | null>
  /** What started this run. */
  readonly event: RunEvent
  /** Where the repository's pull requests are; null outside of Actions, or without a token. */
  codeHost(): Promise<CodeHost | null>
  /**
   * What the change at hand touches; a shallow clone is deepened by one fetch. null where there is no diff to look at: a
   * schedule, a dispatch, a clone without another commit to compare with.
   *
   * @param base a revision to compare with in place of the event's; null: the event's.
   * @throws InputError where nobody knows it, SystemError where the remote does not answer.
   */
  changeSet(base: string | null): Promise<ChangeSet | null>
  /** The tree whose policy judges a pull request or a merge group: the base of record; null for all other events. */
  policyTree(): Promise<PolicyTree | null>
}
