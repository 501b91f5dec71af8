/** A row of an answer: what the description requires beyond it is filled in. */
export type Row = Readonly<Record<string, unknown>>

/** Who a token stands for and what it may do. */
export interface FakeToken {
  /** `github-actions[bot]` is the job's own. */
  readonly login: string
  readonly type?: 'Bot' | 'User'
  /** By GitHub's names: `{ pull_requests: 'write' }`; a user's token needs none. */
  readonly permissions?: Readonly<Record<string, 'read' | 'write'>>
  /** Whether the repository is out of its sight; private ones then do not exist. */
  readonly isStranger?: boolean
}

export interface FakeComment {
  readonly id: number
  readonly issue: number
  body: string
  readonly user: { readonly login: string; readonly type: string }
  readonly created_at: string
  updated_at: string
}

export interface FakeCheckRun {
  readonly id: number
  readonly head_sha: string
  readonly name: string
  readonly status: string
  readonly conclusion: string | null
  readonly external_id: string
  readonly details_url: string | null
  output: { readonly title: string | null; readonly summary: string | null }
  readonly annotations: Row[]
}

export interface FakeCommit {
  readonly parents: readonly string[]
  /** Stands for the content of `.github/workflows`. */
  readonly workflows: string
}

/** A request that was sent: by its operation, `graphql`, or `unknown`. */
export interface RecordedRequest {
  readonly operation: string
  readonly method: string
  /** With the query. */
  readonly path: string
  readonly body: unknown
  readonly status: number | 'cut'
  readonly token: string | null
  readonly userAgent: string
}

/** All that the repository holds; tests may look and change. */
export class FakeState {
  readonly repository: string
  readonly isPrivate: boolean
  readonly defaultBranch: string
  readonly pulls = new Map<number, Row>()
  readonly issues = new Map<number, Row>()
  comments: FakeComment[] = []
  readonly checkRuns: FakeCheckRun[] = []
  readonly statuses: Row[] = []
  /** Where none is named, every commit is taken to be known, with the same workflows. */
  readonly commits = new Map<string, FakeCommit>()
  /** `refs/heads/main` → commit or tag object. */
  readonly refs = new Map<string, string>()
  readonly tagObjects = new Map<string, Row>()
  readonly releases: Row[] = []
  readonly assets: (Row & { readonly content: Buffer })[] = []
  readonly labels = new Set<string>()
  readonly rulesets: Row[] = []
  readonly environments: Row[] = []
  readonly deployments: Row[] = []
  readonly sarifs: Row[] = []
  readonly runs: Row[] = []
  /** Inputs that a workflow file declares; where none is named, every workflow is there and takes any. */
  readonly workflowInputs = new Map<string, readonly string[]>()
  /** Bundles by the digest of what they are about: `sha256:…`. */
  readonly attestations = new Map<string, readonly Row[]>()
  /** Reviews of a run's environments, by the run's id. */
  readonly approvals = new Map<string, readonly Row[]>()
  /** Repository and workflow dispatches, in order. */
  readonly dispatches: Row[] = []
  /** Requests that the description does not allow. */
  readonly violations: string[] = []
  private count = 0

  constructor(repository: string, isPrivate: boolean, defaultBranch: string) {
    this.repository = repository
    this.isPrivate = isPrivate
    this.defaultBranch = defaultBranch
  }

  /** Ids grow, as GitHub's do. */
  nextId(): number {
    this.count += 1
    return this.count
  }

  /** A second later with each id. */
  time(): string {
    return new Date(Date.UTC(2026, 0, 1) + this.count * 1000).toISOString().replace('.000', '')
  }

  addComment(issue: number, login: string, body: string, type = login.endsWith('[bot]') ? 'Bot' : 'User'): FakeComment {
    const id = this.nextId()
    const comment = { id, issue, body, user: { login, type }, created_at: this.time(), updated_at: this.time() }
    this.comments.push(comment)
    return comment
  }

  /** Whether commits lead from one to the other by first and further parents. */
  isAncestor(ancestor: string, commit: string): boolean {
    if (ancestor === commit) return true
    return (this.commits.get(commit)?.parents ?? []).some((parent) => this.isAncestor(ancestor, parent))
  }
}
