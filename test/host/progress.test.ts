import { expect, test } from 'vitest'
import { createProgressDisplay } from '../../src/host/progress.ts'

/** A display whose clock stands still until it is moved, and all that it wrote. */
function makeDisplay(isTerminal: boolean, width = 80) {
  const [written, logged]: [string[], string[]] = [[], []]
  let time = 0
  const say = (message: string) => void logged.push(message)
  const display = createProgressDisplay({
    terminal: isTerminal ? { width, write: (text) => void written.push(text) } : null,
    logger: { info: say, warning: say, debug: say },
    now: () => time,
  })
  /** Work is told of from its first second on, and then each half a second. */
  const work = (name: string, ticks: number) => {
    for (let tick = 0; tick < ticks; tick += 1) {
      time += tick === 0 ? 1000 : 500
      display.onProgress({ work: name, percent: tick * 2.5, isOver: false })
    }
  }
  return {
    display,
    work,
    written,
    logged,
    end: (name: string) => display.onProgress({ work: name, percent: null, isOver: true }),
  }
}

const CLEAR = '\r\u001b[2K'

test('a terminal shows nothing of work below two seconds', () => {
  const { work, end, written } = makeDisplay(true)
  work('reading a.csv', 2)
  end('reading a.csv')
  expect(written).toEqual([])
})

test('a terminal shows longer work in one line, and nothing when it is over', () => {
  const { work, end, written, logged } = makeDisplay(true)
  work('reading a.csv', 4)
  end('reading a.csv')
  expect(written).toEqual([`${CLEAR}reading a.csv … 5 %`, `${CLEAR}reading a.csv … 7 %`, CLEAR])
  expect(logged).toEqual([])
})

test('work of which nobody knows how far it is has no percentage', () => {
  const { display, work, written } = makeDisplay(true)
  work('reading a.csv', 3)
  display.onProgress({ work: 'reading a.csv', percent: null, isOver: false })
  expect(written.at(-1)).toBe(`${CLEAR}reading a.csv …`)
})

test('a line of the log does not run into the one that is shown', () => {
  const { display, work, written, logged } = makeDisplay(true)
  work('reading a.csv', 3)
  display.logger.warning('look')
  expect(written.at(-1)).toBe(CLEAR)
  expect(logged).toEqual(['look'])
})

test('a line is never longer than the terminal is wide', () => {
  const { work, written } = makeDisplay(true, 12)
  work('reading 💥💥💥💥💥.csv', 3)
  expect([...written[0]!.replace(CLEAR, '')].length).toBe(11)
})

test('names move no cursor, and are no commands', () => {
  const { work, logged } = makeDisplay(false)
  work('reading \u001b[1A\r\n::set-output x##[error]', 30)
  expect(logged[0]).toBe('reading  [1A ::set-output x## [error] … 45 %')
})

test('a log has a line every ten seconds, and none of work below ten', () => {
  const { work, end, logged } = makeDisplay(false)
  work('reading a.csv', 18)
  end('reading a.csv')
  expect(logged).toEqual([])
  work('reading b.csv', 39)
  expect(logged).toEqual(['reading b.csv … 45 %', 'reading b.csv … 95 %'])
})

test('queries that follow each other are one work', () => {
  const { work, end, logged } = makeDisplay(false)
  for (let query = 0; query < 5; query += 1) {
    work('reading a.csv', 5)
    end('reading a.csv')
  }
  expect(logged).toEqual(['reading a.csv … 0 %'])
})
