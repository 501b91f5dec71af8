import { chmod, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { writeAside } from '../backends/filesystem/write-aside.ts'

/**
 * Writes a program `modelgate` that runs the command line beside this bundle by the Node that runs now.
 *
 * @returns the folder to put on PATH.
 */
export async function installLauncher(folder: string, execPath: string): Promise<string> {
  const script = join(import.meta.dirname, '../cli/index.js')
  await mkdir(folder, { recursive: true })
  const path = join(folder, 'modelgate')
  await writeAside(path, `#!/bin/sh\nexec ${quote(execPath)} ${quote(script)} "$@"\n`)
  await chmod(path, 0o755)
  if (process.platform === 'win32') {
    await writeAside(`${path}.cmd`, `@"${execPath}" "${script}" %*\r\n`)
  }
  return folder
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
