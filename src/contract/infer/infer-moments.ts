/** How dates and times are written: a format in Java's letters (null: ISO 8601), and what it looks like. */
export interface MomentFormat {
  readonly type: 'date' | 'timestamp' | 'time'
  readonly format: string | null
  readonly expression: RegExp
}

const DAY = '(?:0[1-9]|[12]\\d|3[01])'
const MONTH = '(?:0[1-9]|1[0-2])'
const SHORT_DAY = '(?:0?[1-9]|[12]\\d|3[01])'
const SHORT_MONTH = '(?:0?[1-9]|1[0-2])'
const WORD = '[A-Z][a-z]{2}'
const TIME = '(?:[01]\\d|2[0-3]):[0-5]\\d'
const DATES: readonly (readonly [string, string])[] = [
  ['yyyy-MM-dd', `\\d{4}-${MONTH}-${DAY}`],
  ['yyyy/MM/dd', `\\d{4}/${MONTH}/${DAY}`],
  ['yyyy.MM.dd', `\\d{4}\\.${MONTH}\\.${DAY}`],
  ['dd.MM.yyyy', `${DAY}\\.${MONTH}\\.\\d{4}`],
  ['d.M.yyyy', `${SHORT_DAY}\\.${SHORT_MONTH}\\.\\d{4}`],
  ['dd/MM/yyyy', `${DAY}/${MONTH}/\\d{4}`],
  ['MM/dd/yyyy', `${MONTH}/${DAY}/\\d{4}`],
  ['d/M/yyyy', `${SHORT_DAY}/${SHORT_MONTH}/\\d{4}`],
  ['M/d/yyyy', `${SHORT_MONTH}/${SHORT_DAY}/\\d{4}`],
  ['dd-MM-yyyy', `${DAY}-${MONTH}-\\d{4}`],
  ['MM-dd-yyyy', `${MONTH}-${DAY}-\\d{4}`],
  ['dd.MM.yy', `${DAY}\\.${MONTH}\\.\\d{2}`],
  ['dd-MMM-yyyy', `${DAY}-${WORD}-\\d{4}`],
  ['dd MMM yyyy', `${DAY} ${WORD} \\d{4}`],
  ['d MMM yyyy', `${SHORT_DAY} ${WORD} \\d{4}`],
]
const TIMES: readonly (readonly [string, string])[] = [
  ['HH:mm:ss', `${TIME}:[0-5]\\d`],
  ['HH:mm', TIME],
  ['HH:mm:ss.SSS', `${TIME}:[0-5]\\d\\.\\d{3}`],
  ['HH:mm:ss.SSSSSS', `${TIME}:[0-5]\\d\\.\\d{6}`],
]
const OFFSET = '(?:Z|[+-]\\d{2}(?::?\\d{2})?)'

const whole = (expression: string) => new RegExp(`^${expression}$`)

/** Formats in the order of preference; of those that fit, day before month comes first. */
export const MOMENT_FORMATS: readonly MomentFormat[] = [
  ...DATES.map(
    ([format, expression]): MomentFormat => ({
      type: 'date',
      format: format === 'yyyy-MM-dd' ? null : format,
      expression: whole(expression),
    }),
  ),
  {
    type: 'timestamp',
    format: null,
    expression: whole(`\\d{4}-${MONTH}-${DAY}T${TIME}(?::[0-5]\\d(?:\\.\\d{1,9})?)?${OFFSET}?`),
  },
  ...DATES.flatMap(([date, dateExpression]) =>
    TIMES.flatMap(([time, timeExpression]): readonly MomentFormat[] => [
      {
        type: 'timestamp',
        format: `${date} ${time}`,
        expression: whole(`${dateExpression} ${timeExpression}`),
      },
      {
        type: 'timestamp',
        format: `${date} ${time}XXX`,
        expression: whole(`${dateExpression} ${timeExpression}${OFFSET}`),
      },
    ]),
  ),
  { type: 'time', format: null, expression: whole(`${TIME}(?::[0-5]\\d(?:\\.\\d{1,9})?)?`) },
]

/** Eight digits are a day only where the name says so. */
export const COMPACT_DATE: MomentFormat = {
  type: 'date',
  format: 'yyyyMMdd',
  expression: whole(`(?:19|20)\\d{2}${MONTH}${DAY}`),
}
