/** Smaller arrays are copied to each thread as quickly as they are shared. */
const FEWEST_BYTES = 65_536

/**
 * Plain data whose large arrays of numbers stand in memory that threads share: copied once, and not once for each. The
 * same array stays the same one.
 */
export function shareArrays<T>(data: T): T {
  const shared = new Map<ArrayBufferView, ArrayBufferView>()
  const share = (value: unknown): unknown => {
    if (ArrayBuffer.isView(value)) {
      const known = shared.get(value) ?? shareArray(value as Float64Array)
      shared.set(value, known)
      return known
    }
    if (Array.isArray(value)) return value.map(share)
    if (value === null || typeof value !== 'object') return value
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, share(part)]))
  }
  return share(data) as T
}

function shareArray(array: Float64Array): Float64Array {
  if (array.byteLength < FEWEST_BYTES) return array
  const Typed = array.constructor as new (buffer: SharedArrayBuffer) => Float64Array
  const copy = new Typed(new SharedArrayBuffer(array.byteLength))
  copy.set(array)
  return copy
}
