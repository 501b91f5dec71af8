import type { Figure } from '../core/result.ts'
import { escapeHtml } from '../text/escape.ts'
import type { Html } from './html-parts.ts'
import { HIDDEN_NOTE, type Matrix, readMatrices } from './matrix.ts'
import { formatCount } from './numbers.ts'

/** How labels met predictions, a table for each model, the fuller a cell the darker. */
export function renderMatrices(figure: Figure): Html {
  const matrices = readMatrices(figure)
  const note = matrices.some(({ hasHidden }) => hasHidden) ? `<p class="note">${HIDDEN_NOTE}</p>` : ''
  return `<div class="matrices">${matrices.map(renderMatrix).join('')}</div>${note}`
}

function renderMatrix({ name, rows, columns }: Matrix): Html {
  const head = columns.map((column) => `<th scope="col">${escapeHtml(column, 30)}</th>`).join('')
  const lines = rows.map(({ label, cells, total }) => {
    const shown = cells.map((cell, index) => renderCell(cell, total, label === columns[index]))
    return `<tr><th scope="row">${escapeHtml(label, 30)}</th>${shown.join('')}</tr>`
  })
  const corner = '<th scope="col">label ↓ prediction →</th>'
  return `<div class="matrix"><p class="note">${escapeHtml(name, 60)}</p><div class="scroll"><table aria-label="${escapeHtml(`labels and predictions of ${name}`, 120)}"><thead><tr>${corner}${head}</tr></thead><tbody>${lines.join('')}</tbody></table></div></div>`
}

/** Shaded in ten steps by its share of the row: right ones in one colour, wrong ones in another. */
function renderCell(cell: number | null, total: number, isRight: boolean): Html {
  if (cell === null) return '<td class="number quiet">·</td>'
  const share = total > 0 ? Math.max(0, Math.min(10, Math.round((cell / total) * 10))) : 0
  return `<td class="number ${isRight ? 'right' : 'wrong'} share-${share}">${formatCount(cell)}</td>`
}
