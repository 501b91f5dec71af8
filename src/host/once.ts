/** Starts at the first call and gives the same answer to all. */
export function once<T, A extends readonly unknown[] = []>(
  start: (...given: A) => Promise<T>,
): ((...given: A) => Promise<T>) & { started(): Promise<T> | undefined } {
  let promise: Promise<T> | undefined
  const call = (...given: A) => {
    promise ??= start(...given)
    return promise
  }
  return Object.assign(call, { started: () => promise })
}
