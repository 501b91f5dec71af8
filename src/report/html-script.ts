import { CHART_SCRIPT } from './html-script-charts.ts'

/**
 * The page's own script: light and dark, a search among many models, tables that can be ordered and searched, drawings
 * whose points can be read. It stores nothing, asks nobody for anything and makes no element out of text; the page is
 * whole without it.
 */
export const SCRIPT = `(() => {
'use strict'
const root = document.documentElement
const each = (selector, act, within = document) => within.querySelectorAll(selector).forEach(act)
const make = (name, attributes, ...children) => {
  const element = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
  element.append(...children)
  return element
}

const theme = document.getElementById('theme')
const isDark = () => root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme:dark)').matches
const showTheme = () => theme.setAttribute('aria-pressed', String(isDark()))
theme.hidden = false
theme.addEventListener('click', () => { root.dataset.theme = isDark() ? 'light' : 'dark'; showTheme() })
matchMedia('(prefers-color-scheme:dark)').addEventListener('change', showTheme)
showTheme()

const textOf = (row) => row.textContent.toLowerCase()
const makeSearch = (label, rows, show) => {
  const found = make('output', { class: 'note' })
  const field = make('input', { type: 'search', 'aria-label': label, placeholder: label })
  field.addEventListener('input', () => {
    const words = field.value.toLowerCase().split(/\\s+/)
    let count = 0
    for (const row of rows) {
      const isFound = words.every((word) => textOf(row).includes(word))
      if (isFound) count += 1
      show(row, isFound)
    }
    found.textContent = field.value === '' ? '' : count + ' of ' + rows.length
  })
  return make('div', { class: 'search' }, field, found)
}

each('table.sortable', (table) => {
  const body = table.tBodies[0]
  const name = table.getAttribute('aria-label')
  const rows = [...body.rows]
  if (rows.length < 6) return
  const keyOf = (row, at) => {
    const cell = row.cells[at]
    const text = (cell.firstChild ? cell.firstChild.textContent : '').trim()
    const number = Number.parseFloat(text.replace(/,/g, '').replace(/\\u2212/g, '-'))
    return Number.isNaN(number) ? text : number
  }
  const compare = (a, b) => {
    if (typeof a === 'number' && typeof b === 'number') return a - b
    if (a === '' || b === '') return a === b ? 0 : a === '' ? 1 : -1
    return typeof a === typeof b ? a.localeCompare(b) : typeof a === 'number' ? -1 : 1
  }
  const heads = [...table.tHead.rows[0].cells]
  heads.forEach((head, at) => {
    const button = make('button', { type: 'button', class: 'order' }, ...head.childNodes)
    head.append(button)
    button.addEventListener('click', () => {
      const order = head.getAttribute('aria-sort') === 'ascending' ? 'descending' : 'ascending'
      for (const other of heads) other.removeAttribute('aria-sort')
      head.setAttribute('aria-sort', order)
      const sign = order === 'ascending' ? 1 : -1
      const keyed = rows.map((row) => [keyOf(row, at), row])
      keyed.sort(([a], [b]) => a === '' || b === '' ? compare(a, b) : sign * compare(a, b))
      body.append(...keyed.map(([, row]) => row))
    })
  })
  if (rows.length < 15) return
  const sections = new Map(rows.map((row) => {
    const link = row.querySelector('a[href^="#"]')
    return [row, link && document.querySelector(link.hash)]
  }))
  table.parentElement.before(makeSearch('Search: ' + name.toLowerCase(), rows, (row, isFound) => {
    row.hidden = !isFound
    const section = sections.get(row)
    if (section) section.hidden = !isFound
  }))
})

const markScrollers = () => each('.scroll', (scroller) => {
  const table = scroller.querySelector('table')
  const isWide = scroller.scrollWidth > scroller.clientWidth + 1
  if (isWide || scroller.scrollHeight > scroller.clientHeight + 1) {
    scroller.tabIndex = 0
    scroller.setAttribute('role', 'group')
    scroller.setAttribute('aria-label', table.getAttribute('aria-label') + ', scrolls')
  } else for (const name of ['tabindex', 'role', 'aria-label']) scroller.removeAttribute(name)
})
addEventListener('resize', markScrollers)
document.addEventListener('toggle', markScrollers, true)
markScrollers()

let opened = []
addEventListener('beforeprint', () => {
  opened = [...document.querySelectorAll('details:not(.numbers):not([open])')]
  for (const part of opened) part.open = true
})
addEventListener('afterprint', () => { for (const part of opened) part.open = false })
${CHART_SCRIPT}})()
`
