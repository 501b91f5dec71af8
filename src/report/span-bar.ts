/** Cells of a bar. */
const WIDTH = 31

/**
 * An interval on a scale that several share: `········├──●──┃─┤·····`, `●` the value and `┃` at 0.
 *
 * @param scale holds the interval and 0
 */
export function renderSpan(
  { low, value, high }: { readonly low: number; readonly value: number; readonly high: number },
  scale: { readonly low: number; readonly high: number },
): string {
  const size = scale.high - scale.low
  const place = (number: number) =>
    size > 0 ? Math.round(((number - scale.low) / size) * (WIDTH - 1)) : (WIDTH - 1) / 2
  const [left, middle, right, zero] = [place(low), place(value), place(high), place(0)]
  const cells: string[] = Array.from({ length: WIDTH }, (_, cell) => (cell > left && cell < right ? '─' : '·'))
  cells[left] = '├'
  cells[right] = '┤'
  cells[zero] = '┃'
  cells[middle] = '●'
  return cells.join('')
}
