import type { BareRepository } from './bare-repository.ts'
import { type ObjectReader, openReader, type UseObject } from './object-reader.ts'

/** Where objects are read. */
export interface ObjectSource {
  readonly repository: BareRepository
  /**
   * What makes git see the objects of the user's repository too; each is taken by its id alone, hashed anew. null: all
   * are to be in ours, for what is written next to refer to them.
   */
  readonly lent: Readonly<Record<string, string>> | null
}

/** What is read, and who takes it. */
export interface Reading<T> {
  readonly type: 'tag' | 'commit'
  readonly use: UseObject<T>
}

/** An object, and a tag that is it or stands on it, with which it is fetched. */
export interface TaggedObject<T> {
  readonly id: string
  readonly tag: string
  readonly item: T
}

/** Reads what is lent while it is still being asked for. */
export interface LentReader<T> extends ObjectReader<T> {
  /** Ends it at once. */
  stop(): void
}

/** As long as a listing of the remote may take. */
const LENT_TIMEOUT_MS = 300_000

/**
 * Git is started at once, so that it is ready when the first questions come. What nobody lends is passed over, and so is
 * all where the user's repository cannot be read.
 */
export function openLentReader<T>(
  { repository, lent }: ObjectSource,
  { type, use }: Reading<T>,
  signal: AbortSignal,
): LentReader<T> {
  if (lent === null) return { ask() {}, async end() {}, stop() {} }
  const stop = new AbortController()
  const more = { environment: lent, timeoutMs: LENT_TIMEOUT_MS }
  const reader = openReader(repository.call([], AbortSignal.any([signal, stop.signal]), more), type, use)
  return {
    ask: reader.ask,
    end: () => reader.end().catch(() => {}),
    stop: () => stop.abort(),
  }
}

/** Fetches the objects, tags with the commits below them, and reads them: one fetch, one reading. */
export async function readFetched<T>(
  { repository }: ObjectSource,
  { type, use }: Reading<T>,
  wanted: readonly TaggedObject<T>[],
  signal: AbortSignal,
): Promise<void> {
  if (wanted.length === 0) return
  await repository.fetch(
    wanted.map(({ tag }) => tag),
    'tree:0',
    signal,
  )
  const reader = openReader(repository.call([], signal), type, use)
  for (const { id, item } of wanted) reader.ask(id, item)
  await reader.end()
}
