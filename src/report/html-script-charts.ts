/**
 * The part of the page's script that reads drawings out: the point nearest to the pointer, or the one that arrow keys
 * move to, is marked and told in words, which stand in the table below the drawing; a name in the legend takes its
 * series out and back.
 */
export const CHART_SCRIPT = `
const tip = make('div', { class: 'tip', role: 'status' })
const keys = make('p', { class: 'unseen', id: 'plot-keys' }, 'Left and right move along a series, up and down to another one.')
document.getElementById('content').append(tip, keys)
const hideTip = () => { tip.classList.remove('shown'); each('.mark', (mark) => mark.remove()) }

each('figure.plot', (figure) => {
  const svg = figure.querySelector('svg.chart')
  const heads = [...figure.querySelectorAll('thead th')].map((head) => head.textContent)
  const points = [...figure.querySelectorAll('tr[data-at]')].map((row) => {
    const [x, y] = row.dataset.at.split(' ').map(Number)
    return { x, y, series: Number(row.dataset.series), cells: [...row.cells].map((cell) => cell.textContent) }
  })
  if (points.length === 0) return
  const left = new Set()
  const box = svg.viewBox.baseVal
  let current = null
  const show = (point) => {
    hideTip()
    current = point
    const mark = document.createElementNS('http://www.w3.org/2000/svg', 'circle')
    for (const [key, value] of Object.entries({ class: 'mark', cx: point.x, cy: point.y, r: 6 })) mark.setAttribute(key, value)
    svg.append(mark)
    const parts = point.cells.map((cell, at) => heads[at] === 'series' ? cell : cell && heads[at] + ' ' + cell)
    tip.textContent = parts.filter((part) => part !== '').join('\\n')
    tip.classList.add('shown')
    const place = svg.getBoundingClientRect()
    const [x, y] = [place.left + point.x * place.width / box.width, place.top + point.y * place.height / box.height]
    const width = Math.min(tip.offsetWidth, root.clientWidth - 16)
    tip.style.left = Math.max(8, Math.min(x - width / 2, root.clientWidth - width - 8)) + 'px'
    tip.style.top = (y - tip.offsetHeight - 12 < 0 ? y + 14 : y - tip.offsetHeight - 12) + 'px'
  }
  const shown = () => points.filter(({ series }) => !left.has(series))
  const nearest = (list, x, y) => list.reduce((best, point) => {
    const distance = (point.x - x) ** 2 + (point.y - y) ** 2
    return best === null || distance < best.distance ? { point, distance } : best
  }, null)
  svg.addEventListener('pointermove', (event) => {
    const place = svg.getBoundingClientRect()
    const found = nearest(shown(), (event.clientX - place.left) * box.width / place.width, (event.clientY - place.top) * box.height / place.height)
    if (found !== null && found.distance < 2500) show(found.point)
    else hideTip()
  })
  svg.addEventListener('pointerleave', hideTip)
  svg.tabIndex = 0
  svg.setAttribute('aria-describedby', 'plot-keys')
  svg.addEventListener('blur', hideTip)
  svg.addEventListener('keydown', (event) => {
    const list = shown()
    if (event.key === 'Escape') return hideTip()
    const steps = { ArrowRight: 1, ArrowLeft: -1, Home: -list.length, End: list.length }
    const isOther = event.key === 'ArrowUp' || event.key === 'ArrowDown'
    if (list.length === 0 || !(isOther || event.key in steps)) return
    event.preventDefault()
    if (current === null || left.has(current.series)) return show(list[0])
    if (isOther) {
      const others = [...new Set(list.map(({ series }) => series))]
      const at = others.indexOf(current.series) + (event.key === 'ArrowDown' ? 1 : others.length - 1)
      const series = others[at % others.length]
      return show(nearest(list.filter((point) => point.series === series), current.x, current.y).point)
    }
    const own = list.filter(({ series }) => series === current.series)
    show(own[Math.max(0, Math.min(own.length - 1, own.indexOf(current) + steps[event.key]))])
  })
  each('.legend li', (item, series) => {
    const button = make('button', { type: 'button', 'aria-pressed': 'true' }, ...item.childNodes)
    item.append(button)
    const colour = /--[a-z0-9-]+/.exec(button.querySelector('line').getAttribute('stroke'))[0]
    button.addEventListener('click', () => {
      const isLeft = !left.has(series)
      if (isLeft) left.add(series)
      else left.delete(series)
      button.setAttribute('aria-pressed', String(!isLeft))
      if (isLeft) svg.style.setProperty(colour, 'transparent')
      else svg.style.removeProperty(colour)
      hideTip()
    })
  }, figure)
})
`
