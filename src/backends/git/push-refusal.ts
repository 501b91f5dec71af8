/** Why a server took nothing, as far as its words tell. */
interface Cause {
  readonly pattern: RegExp
  readonly help: (words: string) => string
}

const CREDENTIALS =
  /error: 40[13]\b|permission to .{1,200} denied|permission denied|marked as read.only|authentication failed|could not read (?:username|password)|terminal prompts disabled|write access .{0,40}not granted/i

const CAUSES: readonly Cause[] = [
  {
    pattern: /does not support --atomic/i,
    help: () =>
      'version and stage go together or not at all, which needs a server that takes atomic pushes (git 2.4 or later, receive.advertiseAtomic not false); or register without --stage and promote to the stage after that, one tag at a time',
  },
  {
    pattern: /GH001|large files? detected|file size limit|error: 413\b|HTTP 413|pack exceeds/i,
    help: () =>
      'nothing was changed; the server takes no files of that size: keep the model outside of git, by store: in modelgate.yml',
  },
  {
    pattern:
      /GH013|rule violation|GH006|protected (?:tag|ref|branch)|it is protected|not allowed to (?:create|push|update|delete)/i,
    help: (words) => {
      const page = /https?:\/\/[^\s;]+/.exec(words)?.[0]
      return `nothing was changed; a rule of the server guards these tags${page === undefined ? '' : ` (${page})`}: creating them must be allowed to who promotes. On GitHub: an app in the ruleset's bypass list, its token given as registry-token; updating and deleting may stay forbidden, which is never asked for`
    },
  },
  {
    pattern: CREDENTIALS,
    help: () =>
      'nothing was changed; writing the registry needs permission contents: write for the token (in a workflow permissions: {contents: write}), or git credentials that may push',
  },
]

/** Whether git ended before the server judged any tag, for a reason that trying again does not mend. */
export function isFinalRefusal(reason: string): boolean {
  return CAUSES.some(({ pattern }) => pattern.test(reason))
}

/** What to do about a refusal, given all that was said of it. */
export function describeRefusal(reason: string): string {
  const cause = CAUSES.find(({ pattern }) => pattern.test(reason))
  if (cause !== undefined) return cause.help(reason)
  return 'nothing was changed; the job needs permission contents: write, and rulesets and hooks must allow new tags'
}

/** Whether the server wants other credentials than it was given, or any. */
export function isAboutCredentials(reason: string): boolean {
  return CREDENTIALS.test(reason)
}
