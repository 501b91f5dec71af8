/** No plain file is nested deeper. */
export const MAX_DEPTH = 32

/** The text has something that only the whole parser reads. */
export class UnusualError extends Error {}

/** @throws UnusualError */
export function decline(): never {
  throw new UnusualError()
}

/** Looks for a sticky pattern right at a place, for a global one from there on. @returns where it ends; -1 where it is not there */
export function matchAt(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : -1
}

/** @returns where the blanks that begin at a place end */
export function skipBlanks(text: string, at: number): number {
  let end = at
  while (text.charCodeAt(end) === 0x20) end += 1
  return end
}

/** Refuses keys that mean something of their own, or are there already. @throws UnusualError */
export function refuseKey(entries: Readonly<Record<string, unknown>>, key: string): void {
  if (key === 'null' || key === 'Null' || key === 'NULL' || key === '__proto__') decline()
  if (Object.hasOwn(entries, key)) decline()
}
