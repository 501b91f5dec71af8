import type { Option } from './chart-axes.ts'

interface DrawingApi {
  value(dimension: number): number
  coord(point: readonly number[]): readonly [number, number]
}

/** A line from low to high with short ends, at each place of the other axis; data are [place, low, high, value]. */
export function drawSpread(
  colour: string,
  isLying: boolean,
  data: readonly (readonly unknown[])[],
  hasValue = false,
): Option {
  const renderItem = (_: unknown, api: DrawingApi) => {
    const at = (dimension: number) =>
      api.coord(isLying ? [api.value(dimension), api.value(0)] : [api.value(0), api.value(dimension)])
    const [low, high, value] = [at(1), at(2), at(3)]
    const [dx, dy] = isLying ? [0, 5] : [4, 0]
    const stroke = { stroke: colour, lineWidth: isLying ? 2 : 1.2, fill: 'none' }
    const line = (from: readonly [number, number], to: readonly [number, number]) => ({
      type: 'line',
      shape: { x1: from[0], y1: from[1], x2: to[0], y2: to[1] },
      style: stroke,
    })
    const cap = ([x, y]: readonly [number, number]) => line([x - dx, y - dy], [x + dx, y + dy])
    const dot = { type: 'circle', shape: { cx: value[0], cy: value[1], r: 4.5 }, style: { fill: colour } }
    return { type: 'group', children: [line(low, high), cap(low), cap(high), ...(hasValue ? [dot] : [])] }
  }
  return {
    type: 'custom',
    renderItem,
    data,
    silent: true,
    encode: isLying ? { x: [1, 2, 3], y: 0 } : { x: 0, y: [1, 2, 3] },
  }
}
