import { randomUUID } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'

const { INPUT_NAME: name, INPUT_PATH: path, ARTIFACTS, GITHUB_RUN_ID } = process.env
// act gives a job of a matrix no index of its own
const target = join(ARTIFACTS, GITHUB_RUN_ID, name.endsWith('-') ? `${name}${randomUUID()}` : name)
const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
if (!existsSync(path) || (isFolder && readdirSync(path).length === 0)) {
  if (process.env['INPUT_IF-NO-FILES-FOUND'] === 'error') throw new Error(`no files were found at ${path}`)
} else if (existsSync(target) && process.env.INPUT_OVERWRITE !== 'true') {
  throw new Error(`an artifact named ${name} already exists on the workflow run`)
} else {
  rmSync(target, { recursive: true, force: true })
  mkdirSync(target, { recursive: true })
  // of a folder its content; what is hidden stays away
  const filter = (from) => from === path || !basename(from).startsWith('.')
  cpSync(path, isFolder ? target : join(target, basename(path)), { recursive: true, filter })
}
