import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'

/** A Python program with every package that it needs, each pinned: `name==version`. */
export interface PythonTool {
  readonly name: string
  readonly requirements: readonly string[]
}

const run = promisify(execFile)
const TOOLS = resolve(import.meta.dirname, '../../.cache/tools')
const BIN = process.platform === 'win32' ? 'Scripts' : 'bin'

/**
 * Folder of the tool's programs, in a virtual environment below `.cache/tools`; one that holds the same requirements is
 * used again.
 *
 * @throws Error where Python or a package cannot be had: a system under test that is missing is a failure
 */
export async function ensurePythonTool({ name, requirements }: PythonTool): Promise<string> {
  const loose = requirements.filter((requirement) => !/^[A-Za-z0-9._-]+(\[[a-z,]+\])?==[^=\s]+$/.test(requirement))
  if (loose.length > 0) throw new Error(`${name}: not pinned to a version: ${loose.join(', ')}`)
  const folder = join(TOOLS, name)
  const marker = join(folder, 'requirements.txt')
  const wanted = `${requirements.join('\n')}\n`
  if (existsSync(marker) && (await readFile(marker, 'utf8')) === wanted) return join(folder, BIN)
  await rm(folder, { recursive: true, force: true })
  await mkdir(TOOLS, { recursive: true })
  try {
    await run('python3', ['-m', 'venv', folder])
    const options = ['--quiet', '--disable-pip-version-check', '--no-input']
    await run(join(folder, BIN, 'python'), ['-m', 'pip', 'install', ...options, ...requirements], {
      maxBuffer: 64 * 1024 * 1024,
      timeout: 580_000,
    })
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw new Error(`${name} could not be installed with python3 -m venv and pip: ${(error as Error).message}`, {
      cause: error,
    })
  }
  // Written last and renamed: a half-made environment is never taken for a whole one.
  await writeFile(`${marker}.tmp`, wanted)
  await rename(`${marker}.tmp`, marker)
  return join(folder, BIN)
}
