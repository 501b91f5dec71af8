/** The polynomial with these coefficients, highest power first. */
function evaluatePolynomial(x: number, coefficients: readonly number[]): number {
  let sum = 0
  for (const coefficient of coefficients) sum = sum * x + coefficient
  return sum
}

/** Numerator and denominator, highest power first. */
type Fraction = readonly [readonly number[], readonly number[]]

function evaluateFraction(x: number, [top, bottom]: Fraction): number {
  return evaluatePolynomial(x, top) / evaluatePolynomial(x, bottom)
}

// Cody (1993), Algorithm 715, ANORM: |x| up to 0.67448975, up to sqrt(32), beyond.
const CENTRE: Fraction = [
  [0.06568233791820745, 2.2352520354606837, 161.02823106855587, 1067.6894854603709, 18154.98125334356],
  [1, 47.202581904688245, 976.0985517377767, 10260.932208618979, 45507.789335026726],
]
const MIDDLE: Fraction = [
  [
    1.0765576773720192e-8, 0.39894151208813466, 8.883149794388377, 93.50665613217785, 597.2702763948002,
    2494.5375852903726, 6848.190450536283, 11602.65143764735, 9842.714838383978,
  ],
  [
    1, 22.266688044328117, 235.387901782625, 1519.3775994075547, 6485.558298266761, 18615.571640885097,
    34900.952721145979, 38912.00328609327, 19685.429676859992,
  ],
]
const FAR: Fraction = [
  [
    0.023073441764940174, 0.215898534057957, 0.12740116116024736, 0.022235277870649807, 0.0014216191932278934,
    2.9112874951168793e-5,
  ],
  [1, 1.284260096144911, 0.4682382124808651, 0.06598813786892856, 0.0037823963320275824, 7.297515550839662e-5],
]

/** exp(-y²/2): the square is split so that its rounding does not grow with the exponent. */
function computeDecay(y: number): number {
  const head = Math.trunc(y * 16) / 16
  return Math.exp(-head * head * 0.5) * Math.exp(-(y - head) * (y + head) * 0.5)
}

/** P(Z > y) for y above 0.67448975. */
function computeTail(y: number): number {
  if (y <= Math.sqrt(32)) return computeDecay(y) * evaluateFraction(y, MIDDLE)
  if (y > 39) return 0
  const inverse = 1 / (y * y)
  return (computeDecay(y) * (1 / Math.sqrt(2 * Math.PI) - inverse * evaluateFraction(inverse, FAR))) / y
}

/**
 * P(Z ≤ x) of the standard normal law, good to 1e-13 relative in the lower tail too (x = -37 gives 5.7e-300; below
 * x = -38.5 it is 0). ±Infinity give 0 and 1; NaN gives NaN. For an upper tail ask for the cdf of -x.
 *
 * @example normalCdf(-1.959963984540054) // 0.025
 * @see Cody, W. J. (1969), Rational Chebyshev approximations for the error function, Math. Comp. 23; (1993),
 *   Algorithm 715: SPECFUN, ACM TOMS 19.
 */
export function normalCdf(x: number): number {
  if (Number.isNaN(x)) return Number.NaN
  const y = Math.abs(x)
  if (y <= 0.67448975) return 0.5 + x * evaluateFraction(y * y, CENTRE)
  return x > 0 ? 1 - computeTail(y) : computeTail(y)
}

/** P(Z > x), as precise in the upper tail as `normalCdf` in the lower one. */
export function normalSurvival(x: number): number {
  return normalCdf(-x)
}

// Wichura (1988), AS 241, PPND16: |p - 1/2| up to 0.425; then r = sqrt(-ln(tail)) up to 5, beyond.
const INNER: Fraction = [
  [
    2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946, 1971.5909503065513,
    133.14166789178438, 3.3871328727963665,
  ],
  [
    5226.495278852854, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751, 687.1870074920579,
    42.31333070160091, 1,
  ],
]
const OUTER: Fraction = [
  [
    7.745450142783414e-4, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045,
    5.769497221460691, 4.630337846156546, 1.4234371107496835,
  ],
  [
    1.0507500716444169e-9, 5.475938084995345e-4, 0.015198666563616457, 0.14810397642748008, 0.6897673349851,
    1.6763848301838038, 2.053191626637759, 1,
  ],
]
const EXTREME: Fraction = [
  [
    2.0103343992922881e-7, 2.7115555687434876e-5, 0.0012426609473880784, 0.026532189526576124, 0.29656057182850487,
    1.7848265399172913, 5.463784911164114, 6.657904643501103,
  ],
  [
    2.0442631033899397e-15, 1.4215117583164459e-7, 1.8463183175100548e-5, 7.868691311456133e-4, 0.014875361290850615,
    0.1369298809227358, 0.599832206555888, 1,
  ],
]

/**
 * The x with P(Z ≤ x) = p, good to 1e-15 relative down to p = 1e-300. 0 and 1 give ∓Infinity; outside [0, 1], and for
 * NaN, NaN. For an upper tail q take -normalQuantile(q): 1 - q would lose the digits.
 *
 * @example normalQuantile(0.975) // 1.959963984540054
 * @see Wichura, M. J. (1988), Algorithm AS 241: The percentage points of the normal distribution, Applied Statistics 37.
 */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN
  const fromCentre = p - 0.5
  if (Math.abs(fromCentre) <= 0.425) return fromCentre * evaluateFraction(0.180625 - fromCentre * fromCentre, INNER)
  const tail = fromCentre < 0 ? p : 1 - p
  if (tail === 0) return fromCentre < 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  const r = Math.sqrt(-Math.log(tail))
  const size = r <= 5 ? evaluateFraction(r - 1.6, OUTER) : evaluateFraction(r - 5, EXTREME)
  return fromCentre < 0 ? -size : size
}
