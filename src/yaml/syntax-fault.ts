import type { YAMLError } from 'yaml'

/** A parser's error in the words of a message, with how to mend it. */
export function describeSyntaxError(
  error: YAMLError,
  source: string,
): { readonly message: string; readonly help: string } {
  const character = source[error.pos[0]] ?? ''
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return { message: 'a tab is used for indentation', help: 'indent with spaces' }
    case 'TAG_RESOLVE_FAILED':
      return {
        message: `the tag ${error.message.replace('Unresolved tag: ', '').replace('tag:yaml.org,2002:', '!!')} has no meaning here`,
        help: 'take the tag out, or put the value in quotes',
      }
    case 'BAD_ALIAS':
      return { message: 'a plain value cannot begin with *', help: 'put it in quotes: "*"' }
    case 'BAD_SCALAR_START':
      return { message: `a plain value cannot begin with ${character}`, help: `put it in quotes: "${character}…"` }
    case 'BLOCK_AS_IMPLICIT_KEY':
      return { message: 'a second ": " stands in one line', help: 'put the value in quotes' }
    case 'MISSING_CHAR':
      if (error.message.endsWith('quote')) {
        return { message: 'a quote is opened further up and never closed', help: 'close the quote' }
      }
      return error.message.startsWith('Implicit map keys')
        ? { message: 'a key without a colon', help: 'write `key: value`' }
        : { message: lowerFirst(error.message), help: LOOK }
    case 'UNEXPECTED_TOKEN':
      return {
        message: character.trim() === '' ? 'the text ends too early' : `${character} is not expected here`,
        help: LOOK,
      }
    case 'MULTILINE_IMPLICIT_KEY':
      return { message: 'this line is neither a key with ": " nor part of a value', help: 'write `key: value`' }
    case 'BAD_INDENT':
      return error.message.startsWith('Flow')
        ? { message: 'a [ or { is opened further up and not closed before this line', help: 'close it with ] or }' }
        : { message: lowerFirst(error.message), help: 'indent what belongs together by the same number of spaces' }
    default:
      return { message: lowerFirst(error.message), help: LOOK }
  }
}

const LOOK = 'this is no valid YAML: look at this line and the one before'

function lowerFirst(message: string): string {
  return message.charAt(0).toLowerCase() + message.slice(1)
}
