import { InputError } from '../../core/faults.ts'
import type { CheckResult } from '../../core/result.ts'
import type { ModelRecord } from '../../registry/model-version.ts'
import type { OpenCheckout } from '../services.ts'
import { reproduceCheck } from './checks.ts'

const PYTHON = /^python[\d.]*(?:\.exe)?$/i
const DECLARED_FILE = '.python-version'

/**
 * The check `reproduce/environment`: that the files which pin packages are those of the record, and which Python trains
 * here. A warning at most: whether it matters, model and predictions tell.
 *
 * @param program the first one that trains; null where nothing ran.
 */
export async function judgeEnvironment(
  { environment = [] }: ModelRecord,
  checkout: OpenCheckout,
  program: string | null,
): Promise<CheckResult> {
  const { workspace } = checkout.services
  const others: string[] = []
  for (const { uri, digest } of environment) {
    const found = (await workspace.exists(uri, 'config')) ? (await workspace.digest(uri, 'config')).digest.sha256 : null
    if (found === null) others.push(`${uri} is not at the commit`)
    else if (found !== digest.sha256) others.push(`${uri} at the commit is another than the record's`)
  }
  const python = program === null ? null : await askPython(program, checkout)
  const declared = (await workspace.exists(DECLARED_FILE, 'config'))
    ? (await workspace.readText(DECLARED_FILE, 'config')).split(/\s/)[0]!
    : null
  if (python !== null && declared && !`${python}.`.startsWith(`${declared}.`)) {
    others.push(`Python ${python} trains here, and ${DECLARED_FILE} says ${declared}`)
  }
  const files = environment.map(({ uri }) => uri)
  const observed = [...files, ...(python === null ? [] : [`Python ${python}`])].join(', ') || null
  const draft = { id: ['environment'], title: 'the environment is pinned as the record says', observed }
  if (others.length > 0) {
    const help = `${others.join('; ')}: the version may have been trained with changes that nobody committed`
    return reproduceCheck({ ...draft, verdict: 'fail', severity: 'warning', help })
  }
  if (files.length > 0) return reproduceCheck({ ...draft, verdict: 'pass' })
  const help = 'the record names no file that pins packages (uv.lock, requirements.txt, …)'
  return reproduceCheck({ ...draft, verdict: 'skip', severity: 'info', help })
}

/** `3.11.4`; null where the program is none, or does not say. */
async function askPython(program: string, { services }: OpenCheckout): Promise<string | null> {
  if (!PYTHON.test(program.split(/[\\/]/).at(-1)!)) return null
  const { workspace, signal } = services
  const folder = workspace.root
  const output = { path: `${folder}/none`, mostBytes: 1 }
  try {
    const call = { name: 'python', command: [program, '--version'], folder, timeoutMs: 20_000, output }
    const { lastLines } = await (await services.commands()).run(call, signal)
    return /^Python (\d[\w.+]*)/m.exec(lastLines.join('\n'))?.[1] ?? null
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return null
  }
}
