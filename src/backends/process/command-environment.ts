/** Environment variables by name; one that is not set is undefined. */
export type Environment = Readonly<Record<string, string | undefined>>

/**
 * What programs and their language's runtime need to find themselves, their libraries, the processors they may use and a
 * home. No token, no credential, no file through which a step speaks to its runner.
 */
const ALLOWED: ReadonlySet<string> = new Set(
  [
    'PATH HOME USER LOGNAME SHELL LANG LANGUAGE TZ TERM',
    'USERPROFILE HOMEDRIVE HOMEPATH APPDATA LOCALAPPDATA PROGRAMDATA PROGRAMFILES',
    'SYSTEMROOT SYSTEMDRIVE WINDIR COMSPEC PATHEXT',
    'LD_LIBRARY_PATH DYLD_LIBRARY_PATH DYLD_FALLBACK_LIBRARY_PATH XDG_CACHE_HOME XDG_DATA_HOME',
    'PYTHONPATH PYTHONHOME PYTHONHASHSEED PYTHONLOCATION VIRTUAL_ENV CONDA_PREFIX CONDA_DEFAULT_ENV',
    'JAVA_HOME R_HOME R_LIBS R_LIBS_USER NODE_PATH JULIA_DEPOT_PATH DOTNET_ROOT CUDA_HOME CUDA_PATH',
    'CUDA_VISIBLE_DEVICES NVIDIA_VISIBLE_DEVICES OMP_NUM_THREADS OPENBLAS_NUM_THREADS MKL_NUM_THREADS',
    'NUMEXPR_NUM_THREADS LOKY_MAX_CPU_COUNT',
  ].flatMap((line) => line.split(' ')),
)
const ALLOWED_PREFIX = /^LC_/

/** Events whose code is the repository's own (https://docs.github.com/actions: the others may bring a stranger's). */
const RUNNABLE: readonly string[] = [
  'push',
  'pull_request',
  'merge_group',
  'schedule',
  'workflow_dispatch',
  'repository_dispatch',
]

/**
 * All that a command gets to see.
 *
 * @param folder where it may leave temporary files.
 * @param mark by which its processes are known afterwards.
 * @param named variables that the policy gives to it as well.
 */
export function makeCommandEnvironment(
  variables: Environment,
  folder: string,
  mark: string,
  named: readonly string[] = [],
): Record<string, string> {
  const own = Object.entries(variables).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined &&
      (ALLOWED.has(entry[0].toUpperCase()) || ALLOWED_PREFIX.test(entry[0]) || named.includes(entry[0])),
  )
  return {
    ...Object.fromEntries(own),
    TMPDIR: folder,
    TEMP: folder,
    TMP: folder,
    // the first run of two would pay for what the second then finds
    PYTHONDONTWRITEBYTECODE: '1',
    [MARK_NAME]: mark,
  }
}

/** Variable that marks the processes of a command. */
export const MARK_NAME = 'MODELGATE_COMMAND'

/** Why commands may not run under the event of this job; null where they may, and outside of GitHub. */
export function findRefusal(variables: Environment): string | null {
  const event = variables['GITHUB_EVENT_NAME'] ?? ''
  if (variables['GITHUB_ACTIONS'] !== 'true' || RUNNABLE.includes(event)) return null
  if (event === '') {
    return `commands of the repository do not run in a job that does not say its event (GITHUB_EVENT_NAME); they run on ${RUNNABLE.join(', ')}`
  }
  return `commands of the repository do not run on the event ${event}, which brings secrets or a token to code that may be a stranger's; they run on ${RUNNABLE.join(', ')}`
}
