import { describe, expect, it } from 'vitest'
import { translateDateFormat } from '../../src/sql/date-format.ts'

describe('formats in the letters of Java', () => {
  it.each<[string, string, string, boolean]>([
    ['yyyy-MM-dd', '[0-9]{4}-[0-9]{2}-[0-9]{2}', '%Y-%m-%d', false],
    ['d.M.yy', '[0-9]{1,2}\\.[0-9]{1,2}\\.[0-9]{2}', '%-d.%-m.%y', false],
    ["yyyy'T'HH", '[0-9]{4}T[0-9]{2}', '%YT%H', false],
    ["HH 'o''clock'", "[0-9]{2} o'clock", "%H o'clock", false],
    ["yyyy''", "[0-9]{4}'", "%Y'", false],
    ["'100%' yy", '100% [0-9]{2}', '100%% %y', false],
    ['HH:mm:ss.SSS', '[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}', '%H:%M:%S.%f', false],
    ['HHZ', '[0-9]{2}(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)', '%H%z', true],
  ])('%s is translated', (format, expression, specifiers, hasOffset) => {
    expect(translateDateFormat(format)).toEqual({ expression, specifiers, hasOffset })
  })

  it.each(['YYYY-ww', 'yyyy-DDD', 'EEE', 'HH:mm z', "yyyy'T", '[yyyy]', '', 'MMMMM', 'SSSSSSS'])(
    '%j has no translation',
    (format) => {
      expect(translateDateFormat(format)).toBeNull()
    },
  )
})
