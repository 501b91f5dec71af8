import { relative, resolve, sep } from 'node:path'
import type { ChangeSet } from '../../core/change-set.ts'
import { InputError } from '../../core/faults.ts'
import type { BareRepository } from './bare-repository.ts'
import { type BaseOfRecord, type BaseRequest, findBase } from './base-of-record.ts'
import { parseBatch } from './git-objects.ts'
import { expectGit, runGit } from './git-process.ts'
import { ObjectView } from './object-view.ts'
import { findRepository, readHead } from './repository.ts'

export interface ChangeRequest extends Pick<BaseRequest, 'variables' | 'event' | 'base' | 'note'> {
  /** The working directory. */
  readonly folder: string
  /** Makes a private folder, which lasts as long as texts are read. */
  readonly makeFolder: () => Promise<string>
  /** Our repository in front of the remote; asked only for what the clone has not got. @throws InputError where there is no remote */
  readonly remote: () => Promise<BareRepository>
}

/** The longest text that is read: a lock file of DVC's grows with its pipeline. */
const MAX_BYTES = 20_000_000
const SUBMODULE = '160000'

/**
 * What changed between the base of record and the commit that is checked out, whatever lies uncommitted in the work tree.
 * A clone without the base gets it by one fetch without files, into a repository of our own.
 *
 * @returns null where there is nothing to compare with: outside of git, before the first commit, a schedule, a dispatch.
 * @throws as `findBase`
 */
export async function findChangeSet(request: ChangeRequest, signal: AbortSignal): Promise<ChangeSet | null> {
  const opened = await openChange(request, signal)
  if (opened === null || opened.base === null) return null
  const { view, base, head, topLevel } = opened
  const files = await listChanged(view, base.commit, head, signal)
  return {
    base: base.commit,
    head,
    found: base.found,
    paths: [...files.keys()],
    submodules: [...files].flatMap(([path, line]) => (isSubmodule(line) ? [path] : [])),
    folder: relative(topLevel, resolve(request.folder)).split(sep).join('/'),
    read: (side, paths) => readTexts(view, new Map(paths.flatMap((path) => idAt(files.get(path), side, path))), signal),
  }
}

/**
 * The base of record alone, which is there to be read afterwards.
 *
 * @returns null as `findChangeSet`
 * @throws as `findBase`
 */
export async function findBaseOfRecord(request: ChangeRequest, signal: AbortSignal): Promise<BaseOfRecord | null> {
  return (await openChange(request, signal))?.base ?? null
}

async function openChange(request: ChangeRequest, signal: AbortSignal) {
  const place = await findRepository(request.folder)
  const { commit: head } = place === null ? { commit: null } : await readHead(place)
  if (place === null || head === null) {
    if (request.base === null) return null
    throw new InputError({
      message: `there is no commit here to compare with ${request.base}`,
      help: 'run in a clone, or without --base',
    })
  }
  if (request.base === null && !hasBase(request.event)) return null
  const { variables, remote } = request
  const folder = await request.makeFolder()
  const view = await ObjectView.open({ place, variables, folder, idLength: head.length, remote }, signal)
  const base = await findBase({ ...request, view, place, head }, signal)
  return { view, head, base, topLevel: place.topLevel }
}

/** Whether the event is about a change at all. */
function hasBase({ name, pull, mergeGroupBase }: ChangeRequest['event']): boolean {
  return name === 'push' || pull !== null || mergeGroupBase !== null
}

/** What git says of a file that differs: `:MODE MODE ID ID STATUS`, taken apart only where it is asked for. */
type RawLine = string

async function listChanged(
  view: ObjectView,
  base: string,
  head: string,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, RawLine>> {
  const options = ['-r', '-z', '--raw', '--no-abbrev', '--no-renames', '--no-ext-diff', '--ignore-submodules=none']
  const compare = () => view.call(['diff-tree', ...options, base, head, '--'], signal)
  const first = await runGit(compare())
  if (first.code === 0) return parseChanges(first.stdout)
  // a clone that left out folders
  await (await view.remote()).fetch([base, head], 'blob:none', signal)
  return parseChanges(await expectGit(compare(), 'list the files that changed'))
}

function parseChanges(output: Buffer): ReadonlyMap<string, RawLine> {
  const text = output.toString('utf8')
  const files = new Map<string, RawLine>()
  for (let start = 0; start < text.length; ) {
    const middle = text.indexOf('\0', start)
    const end = text.indexOf('\0', middle + 1)
    if (middle < 0 || end < 0) break
    files.set(text.slice(middle + 1, end), text.slice(start, middle))
    start = end + 1
  }
  return files
}

function isSubmodule(line: RawLine): boolean {
  return line.startsWith(SUBMODULE, 1) || line.startsWith(SUBMODULE, 8)
}

/** The path with its id on one side; none where it is not there, or no file. */
function idAt(line: RawLine | undefined, side: 'base' | 'head', path: string): readonly (readonly [string, string])[] {
  const [oldMode, newMode, oldId, newId] = (line ?? '').slice(1).split(' ')
  const [mode, id] = side === 'base' ? [oldMode, oldId] : [newMode, newId]
  return id !== undefined && (mode === '100644' || mode === '100755') ? [[path, id]] : []
}

async function readTexts(
  view: ObjectView,
  ids: ReadonlyMap<string, string>,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(ids.values())]
  if (wanted.length === 0) return new Map()
  const readAll = async () => {
    const call = view.call(['cat-file', '--batch'], signal, { input: `${wanted.join('\n')}\n` })
    return parseBatch(await expectGit(call, 'read files of the change'))
  }
  let objects = await readAll()
  const missing = wanted.filter((id) => !objects.has(id))
  if (missing.length > 0) {
    await (await view.remote()).fetch(missing, null, signal)
    objects = await readAll()
  }
  const texts = new Map<string, string>()
  for (const [path, id] of ids) {
    const text = decode(objects.get(id)?.content)
    if (text !== null) texts.set(path, text)
  }
  return texts
}

function decode(bytes: Buffer | undefined): string | null {
  if (bytes === undefined || bytes.length > MAX_BYTES) return null
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}
