import { StringDecoder } from 'node:string_decoder'

/** Lines that go into the log; the rest is counted. */
const MOST_LINES = 200
/** Characters of a line. */
const MOST_CHARACTERS = 500
const KEPT_LINES = 20

/** What a command writes, by lines: the first go into the log, the last are kept. */
export class OutputLines {
  private readonly write: (line: string) => void
  private readonly kept: string[] = []
  private count = 0

  constructor(write: (line: string) => void) {
    this.write = write
  }

  /** The last lines. */
  get last(): readonly string[] {
    return this.kept
  }

  /** Takes parts of one stream: of a line that never ends only the beginning is held. */
  open(): { take(part: Buffer): void; end(): void } {
    const decoder = new StringDecoder('utf8')
    let line = ''
    const take = (text: string) => {
      const [first = '', ...others] = text.split(/\r\n|\r|\n/)
      line = (line + first).slice(0, MOST_CHARACTERS + 1)
      for (const other of others) {
        this.note(line)
        line = other.slice(0, MOST_CHARACTERS + 1)
      }
    }
    return {
      take: (part) => take(decoder.write(part)),
      end: () => {
        take(decoder.end())
        this.note(line)
        line = ''
      },
    }
  }

  /** Says how much was left out. */
  finish(): void {
    if (this.count > MOST_LINES) this.write(`(${this.count - MOST_LINES} more lines are not shown)`)
  }

  private note(line: string): void {
    const shown = clean(line)
    if (shown === '') return
    this.count += 1
    if (this.count <= MOST_LINES) this.write(shown)
    this.kept.push(shown)
    if (this.kept.length > KEPT_LINES) this.kept.shift()
  }
}

/** No control character, and nothing that a workflow's runner takes for a command: the caller sets a name before it. */
function clean(line: string): string {
  const text = line
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
    .replaceAll(/\u001B\[[0-9;?]*[ -/]*[@-~]/g, '')
    .replaceAll(/[\p{Cc}\u2028\u2029]/gu, ' ')
    .replaceAll('##[', '## [')
    .trimEnd()
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS - 1)}…` : text
}
