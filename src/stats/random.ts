/** High and low 32 bits of the product of two unsigned 32-bit integers. */
function multiplyWide(a: number, b: number): readonly [high: number, low: number] {
  const aLow = a & 0xffff
  const aHigh = a >>> 16
  const bLow = b & 0xffff
  const bHigh = b >>> 16
  const lowLow = aLow * bLow
  const middle = aHigh * bLow + (lowLow >>> 16)
  const middleLow = (middle & 0xffff) + aLow * bHigh
  const high = aHigh * bHigh + Math.floor(middle / 65536) + Math.floor(middleLow / 65536)
  return [high >>> 0, Math.imul(a, b) >>> 0]
}

type Words4 = readonly [number, number, number, number]

/**
 * Philox4x32-10: four 32-bit words from a counter of four and a key of two. For one key different counters give
 * different words.
 *
 * @see Salmon, J. K. et al. (2011), Parallel random numbers: as easy as 1, 2, 3, SC11.
 */
export function philox(counter: Words4, key: readonly [number, number]): Words4 {
  let [c0, c1, c2, c3] = counter
  let [k0, k1] = key
  for (let round = 0; round < 10; round++) {
    const [high0, low0] = multiplyWide(0xd2511f53, c0)
    const [high1, low1] = multiplyWide(0xcd9e8d57, c2)
    c0 = (high1 ^ c1 ^ k0) >>> 0
    c1 = low1
    c2 = (high0 ^ c3 ^ k1) >>> 0
    c3 = low0
    k0 = (k0 + 0x9e3779b9) >>> 0
    k1 = (k1 + 0xbb67ae85) >>> 0
  }
  return [c0, c1, c2, c3]
}

/**
 * A stream of random numbers: xoshiro128** from a state of four 32-bit words, which must not all be zero. Whole-number
 * arithmetic only, so the words are the same on every platform.
 *
 * @see Blackman, D. & Vigna, S. (2021), Scrambled linear pseudorandom number generators, ACM TOMS 47.
 */
export class RandomStream {
  private s0: number
  private s1: number
  private s2: number
  private s3: number

  constructor(state: Words4) {
    this.s0 = state[0] | 0
    this.s1 = state[1] | 0
    this.s2 = state[2] | 0
    this.s3 = state[3] | 0
  }

  /** The next word, in [0, 2³²). */
  nextWord(): number {
    const product = Math.imul(this.s1, 5)
    const result = Math.imul((product << 7) | (product >>> 25), 9)
    const shifted = this.s1 << 9
    this.s2 ^= this.s0
    this.s3 ^= this.s1
    this.s1 ^= this.s2
    this.s0 ^= this.s3
    this.s2 ^= shifted
    this.s3 = (this.s3 << 11) | (this.s3 >>> 21)
    return result >>> 0
  }

  /** A number in (0, 1): 52 random bits and a half, so that neither end comes up. */
  nextUniform(): number {
    const high = this.nextWord() >>> 6
    const low = this.nextWord() >>> 6
    return (high * 67108864 + low + 0.5) / 4503599627370496
  }

  /**
   * Draws `counts.length` rows with replacement and puts into `counts` how often each came. A row's chance is off by
   * less than length / 2³² of itself, for a million rows 0.02 %.
   */
  fillRowCounts(counts: Int32Array): void {
    const rows = counts.length
    const scale = rows / 4294967296
    counts.fill(0)
    let { s0, s1, s2, s3 } = this
    for (let i = 0; i < rows; i++) {
      const product = Math.imul(s1, 5)
      const word = Math.imul((product << 7) | (product >>> 25), 9) >>> 0
      const shifted = s1 << 9
      s2 ^= s0
      s3 ^= s1
      s1 ^= s2
      s0 ^= s3
      s2 ^= shifted
      s3 = (s3 << 11) | (s3 >>> 21)
      const row = Math.floor(word * scale)
      counts[row] = counts[row]! + 1
    }
    this.s0 = s0
    this.s1 = s1
    this.s2 = s2
    this.s3 = s3
  }
}

/**
 * The random stream of one replicate. It depends on the three numbers alone (they are Philox's key and counter), so
 * replicates may be computed in any order and on any number of threads.
 *
 * @param seed whole number from 0 to 2⁵³ - 1
 * @param purpose tells the streams of different uses of one seed apart, from 0 to 2³² - 1
 * @param replicate from 0 to 2³² - 1
 */
export function createRandomStream(seed: number, purpose: number, replicate: number): RandomStream {
  const key = [seed >>> 0, Math.floor(seed / 4294967296) >>> 0] as const
  const state = philox([replicate, purpose, 0, 0], key)
  return new RandomStream(state.every((word) => word === 0) ? [1, 0, 0, 0] : state)
}
