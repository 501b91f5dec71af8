import { join } from 'node:path'

/** The variables of the process, as the host read them. */
export type Variables = Readonly<Record<string, string | undefined>>

/** What git gets from the process's environment in any case: where programs and temporary files are, proxies, certificates. */
const ALWAYS = [
  ...['PATH', 'TMPDIR', 'TEMP', 'TMP', 'SYSTEMROOT', 'SystemRoot', 'WINDIR', 'PATHEXT', 'COMSPEC', 'PROGRAMDATA'],
  ...['http_proxy', 'https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY', 'no_proxy', 'NO_PROXY'],
  ...['SSL_CERT_FILE', 'SSL_CERT_DIR', 'GIT_SSL_CAINFO', 'CURL_CA_BUNDLE', 'SSH_AUTH_SOCK'],
]

/** What it gets besides on a person's own machine, where the user's configuration and credentials are theirs to use. */
const OF_THE_USER = [
  ...['HOME', 'USER', 'LOGNAME', 'USERPROFILE', 'HOMEDRIVE', 'HOMEPATH', 'APPDATA', 'LOCALAPPDATA', 'XDG_CONFIG_HOME'],
  ...['XDG_RUNTIME_DIR', 'DBUS_SESSION_BUS_ADDRESS', 'DISPLAY', 'WAYLAND_DISPLAY'],
  ...[
    'GIT_SSH',
    'GIT_SSH_COMMAND',
    'GIT_SSH_VARIANT',
    'GIT_ASKPASS',
    'SSH_ASKPASS',
    'GH_TOKEN',
    'GITHUB_TOKEN',
    'GH_CONFIG_DIR',
  ],
]

/** Settings of every run: nothing of a repository or a user may start a program or change what is pushed. */
const SETTINGS: readonly (readonly [string, string])[] = [
  ['core.fsmonitor', 'false'],
  ['gc.auto', '0'],
  ['maintenance.auto', 'false'],
  ['protocol.version', '2'],
  ['push.gpgSign', 'false'],
  ['push.followTags', 'false'],
  ['push.recurseSubmodules', 'no'],
  ['submodule.recurse', 'false'],
  ['fetch.recurseSubmodules', 'false'],
  // What is fetched by id is asked for once; telling the server what is there already would hold parts of it back.
  ['fetch.negotiationAlgorithm', 'noop'],
  ['fetch.writeCommitGraph', 'false'],
  // What a work tree's repository keeps beside its commits could name them other parents.
  ['core.commitGraph', 'false'],
  ['http.lowSpeedLimit', '1000'],
  ['http.lowSpeedTime', '30'],
]

export interface GitEnvironmentOptions {
  readonly variables: Variables
  /** In CI: no configuration and no home folder of the machine; earlier steps of the job could have written them. */
  readonly isIsolated: boolean
  /** Our own folder, where git finds an empty home and our own global configuration. */
  readonly folder: string
  /** More configuration, credentials among it: given by environment, so that no process list shows it. */
  readonly settings?: readonly (readonly [string, string])[]
}

/** File in `folder` that stands in for the user's global configuration. */
export const GLOBAL_CONFIG_FILE = 'gitconfig'

/** The whole environment of a git process. `GIT_DIR` and its like are never taken over. */
export function gitEnvironment(options: GitEnvironmentOptions): Record<string, string> {
  const { variables, isIsolated, folder, settings = [] } = options
  const names = isIsolated ? ALWAYS : [...ALWAYS, ...OF_THE_USER]
  const inherited = Object.fromEntries(
    names.flatMap((name) => (variables[name] === undefined ? [] : [[name, variables[name]]])),
  )
  const all = [['core.hooksPath', join(folder, 'no-hooks')] as const, ...SETTINGS, ...settings]
  return {
    ...inherited,
    ...(isIsolated ? { HOME: folder, GIT_SSH_COMMAND: 'ssh -o BatchMode=yes -o ConnectTimeout=20' } : {}),
    ...(isIsolated ? { GIT_CONFIG_NOSYSTEM: '1', GIT_ASKPASS: '' } : {}),
    GIT_CONFIG_GLOBAL: join(folder, GLOBAL_CONFIG_FILE),
    GIT_ALLOW_PROTOCOL: 'file:https:http:ssh',
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_REPLACE_OBJECTS: '1',
    LC_ALL: 'C',
    GIT_CONFIG_COUNT: String(all.length),
    ...Object.fromEntries(
      all.flatMap(([key, value], index) => [
        [`GIT_CONFIG_KEY_${index}`, key],
        [`GIT_CONFIG_VALUE_${index}`, value],
      ]),
    ),
  }
}

/**
 * Text of the file that stands in for the global configuration. A remote that is a folder of this machine is served by
 * a git that reads it too: it then leaves out the large files that were not asked for. On a person's own machine the
 * user's own files are included.
 */
export function globalConfigText({
  variables,
  isIsolated,
}: Pick<GitEnvironmentOptions, 'variables' | 'isIsolated'>): string {
  const home = variables['HOME'] ?? variables['USERPROFILE']
  const xdg = variables['XDG_CONFIG_HOME'] ?? (home === undefined ? undefined : join(home, '.config'))
  const defaults = [xdg && join(xdg, 'git', 'config'), home && join(home, '.gitconfig')]
  const files = isIsolated
    ? []
    : variables['GIT_CONFIG_GLOBAL'] !== undefined
      ? [variables['GIT_CONFIG_GLOBAL']]
      : defaults
  const includes = files
    .filter((file): file is string => Boolean(file))
    .map((file) => `[include]\n\tpath = "${file.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"\n`)
  return `[uploadpack]\n\tallowFilter = true\n\tallowAnySHA1InWant = true\n${includes.join('')}`
}

/**
 * The whole environment of a git that reads the user's own repository: no configuration of a user or of the machine has
 * a say, nothing is fetched, no lock is taken. Commits are what their ids say: not what the repository puts in their
 * place.
 */
export function closedEnvironment(gitFolder: string, variables: Variables): Record<string, string> {
  return {
    PATH: variables['PATH'] ?? '',
    SystemRoot: variables['SystemRoot'] ?? '',
    GIT_DIR: gitFolder,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_NO_LAZY_FETCH: '1',
    // a git that does not know the line before may speak to nobody either
    GIT_ALLOW_PROTOCOL: '',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_GRAFT_FILE: '/dev/null/none',
    LC_ALL: 'C',
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'core.commitGraph',
    GIT_CONFIG_VALUE_0: 'false',
  }
}
