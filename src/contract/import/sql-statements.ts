import { formatCount } from '../../core/count.ts'
import type { Untranslated } from '../translation.ts'
import { isToken, type SqlToken, splitTokens } from './sql-tokens.ts'

/**
 * Statements of a script: between semicolons, and between the lines that clients of SQL Server (`GO`) and Oracle (`/`)
 * take for the end of one.
 */
export function splitStatements(tokens: readonly SqlToken[]): readonly (readonly SqlToken[])[] {
  return splitTokens(
    tokens,
    (token, index) => isToken(token, ';') || (isToken(token, 'GO', '/') && standsAlone(tokens, index)),
  )
}

function standsAlone(tokens: readonly SqlToken[], index: number): boolean {
  const { line } = tokens[index]!.place
  return tokens[index - 1]?.place.line !== line && tokens[index + 1]?.place.line !== line
}

/** Statements that are not carried over, a line for each kind with the place of the first: a dump has thousands of INSERT. */
export function summariseStatements(statements: readonly (readonly SqlToken[])[]): readonly Untranslated[] {
  const kinds = new Map<string, (readonly SqlToken[])[]>()
  for (const statement of statements) {
    const kind = nameStatement(statement)
    const known = kinds.get(kind)
    if (known === undefined) kinds.set(kind, [statement])
    else known.push(statement)
  }
  return [...kinds].map(([kind, all]) => ({
    what: all.length === 1 ? kind : `${kind} (${formatCount(all.length)} statements, the first here)`,
    reason: 'says nothing about columns that a contract holds',
    place: all[0]![0]!.place,
  }))
}

/** `INSERT INTO`, `CREATE INDEX`, `SET`. */
function nameStatement(tokens: readonly SqlToken[]): string {
  const second = tokens[1]?.kind === 'word' && isToken(tokens[0], ...PAIRED) ? tokens.slice(0, 2) : tokens.slice(0, 1)
  return second.map(({ text }) => text.toUpperCase()).join(' ')
}

/** Words that mean little alone. */
const PAIRED = ['CREATE', 'DROP', 'INSERT', 'ALTER', 'DELETE', 'BEGIN', 'COMMIT', 'LOCK', 'UNLOCK']
