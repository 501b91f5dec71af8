import type { CST } from 'yaml'

/**
 * Finds a token that lies deeper than `maxDepth` collections, without recursion.
 *
 * @returns its offset, or null where nothing lies that deep.
 */
export function measureDepth(tokens: readonly CST.Token[], maxDepth: number): number | null {
  const stack: { readonly token: CST.Token; readonly depth: number }[] = tokens.map((token) => ({ token, depth: 0 }))
  for (let entry = stack.pop(); entry !== undefined; entry = stack.pop()) {
    const { token, depth } = entry
    if (depth > maxDepth) return token.offset
    if (token.type === 'document') {
      if (token.value) stack.push({ token: token.value, depth })
    } else if ('items' in token) {
      for (const item of token.items) {
        if (item.key) stack.push({ token: item.key, depth: depth + 1 })
        if (item.value) stack.push({ token: item.value, depth: depth + 1 })
      }
    }
  }
  return null
}
