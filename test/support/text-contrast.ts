/**
 * Expression for a page: the texts that are seen and have less contrast to what lies behind them than WCAG asks for (4.5,
 * 3 for large ones), each with its ratio. Grounds are blended with those below them; text of drawings has the colour of
 * its fill.
 */
export const FAINT_TEXTS = `(() => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
  const read = (colour) => {
    canvas.clearRect(0, 0, 1, 1)
    canvas.fillStyle = '#000'
    canvas.fillStyle = colour
    canvas.fillRect(0, 0, 1, 1)
    const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data
    return [red, green, blue, alpha / 255]
  }
  const blend = ([r, g, b, a], [R, G, B]) => [r * a + R * (1 - a), g * a + G * (1 - a), b * a + B * (1 - a)]
  const ground = (element) => {
    const layers = []
    for (let at = element; at; at = at.parentElement) {
      const layer = read(getComputedStyle(at).backgroundColor)
      if (layer[3] > 0) layers.push(layer)
      if (layer[3] === 1) break
    }
    return layers.reverse().reduce((below, layer) => blend(layer, below), [255, 255, 255])
  }
  const light = (colour) => colour
    .map((part) => part / 255)
    .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
    .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0)
  const faint = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const text = walker.currentNode.textContent.trim()
    const element = walker.currentNode.parentElement
    if (text === '' || /^(SCRIPT|STYLE|title)$/.test(element.tagName) || !element.checkVisibility({ visibilityProperty: true })) continue
    const style = getComputedStyle(element)
    const below = ground(element)
    const ink = blend(read(element instanceof SVGElement ? style.fill : style.color), below)
    const [high, low] = [light(ink), light(below)].sort((a, b) => b - a)
    const size = Number.parseFloat(style.fontSize)
    const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700)
    const ratio = (high + 0.05) / (low + 0.05)
    if (ratio < (isLarge ? 3 : 4.5)) faint.push(text.slice(0, 40) + ' ' + ratio.toFixed(2) + ' ' + style.color)
  }
  return [...new Set(faint)]
})()`
