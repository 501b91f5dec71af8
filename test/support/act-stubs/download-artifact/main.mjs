import { cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const { INPUT_NAME: name, INPUT_PATTERN: pattern, INPUT_PATH: path, ARTIFACTS, GITHUB_RUN_ID } = process.env
const run = process.env['INPUT_RUN-ID']
if (run && !process.env['INPUT_GITHUB-TOKEN']) throw new Error('another run needs a token')
const folder = join(ARTIFACTS, run || GITHUB_RUN_ID)
const isWanted = (candidate) => (name ? candidate === name : candidate.startsWith(pattern.replace(/\*$/, '')))
const names = existsSync(folder) ? readdirSync(folder).filter(isWanted) : []
if (name && names.length === 0) throw new Error(`unable to find an artifact with the name ${name}`)
mkdirSync(path, { recursive: true })
const isMerged = Boolean(name) || process.env['INPUT_MERGE-MULTIPLE'] === 'true'
for (const found of names) {
  cpSync(join(folder, found), isMerged ? path : join(path, found), { recursive: true })
}
