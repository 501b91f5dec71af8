import { describe, expect, it } from 'vitest'
import { AS_OF, checksOf, finish, idsOf, measured, pick, probeOf } from './contract-checks.ts'

const SCHEMA =
  '- {name: t, physicalName: tbl, properties: [{name: at, logicalType: timestamp}, {name: day, logicalType: date}, {name: name, logicalType: string}, {name: local, logicalType: timestamp, logicalTypeOptions: {defaultTimezone: America/Denver}}]}'
const HOUR = 3_600_000
const DAY = 24 * HOUR

const level = (fields: string) => {
  const checks = checksOf(SCHEMA, { rest: `slaProperties: [{${fields}}]` })
  const [id] = idsOf(checks).filter((one) => one.includes('/sla-'))
  return pick(checks, id!)
}
/** Moments by how long before the moment of judgement they are. */
const moments = (first: number | null, last: number | null, longestGap: number | null = null) =>
  measured({
    rows: 10,
    present: first === null ? 0 : 10,
    first: first === null ? null : AS_OF - first,
    last: last === null ? null : AS_OF - last,
    longestGap,
  })

describe('service levels that data shows', () => {
  it.each<[string, number, number, number | null, string, string]>([
    ['property: freshness, value: 4, unit: d, element: t.at', 9 * DAY, 4 * DAY, null, 'pass', '4 d'],
    ['property: freshness, value: 4, unit: d, element: t.at', 9 * DAY, 4 * DAY + 60_000, null, 'fail', '4 d 1 min'],
    ['property: latency, value: 36, unit: hours, element: t.at', 9 * DAY, 36 * HOUR + 1000, null, 'fail', '1 d 12 h'],
    ['property: latency, value: PT36H, element: t.at', 9 * DAY, 35 * HOUR, null, 'pass', '1 d 11 h'],
    ['property: freshness, value: 24h, element: tbl.at', 9 * DAY, 24 * HOUR, null, 'pass', '1 d'],
    ['property: freshness, value: 30, unit: m, element: t.at', DAY, 31 * 60_000, null, 'fail', '31 min'],
    ['property: retention, value: 2, unit: m, element: t.at', 59 * DAY, 0, null, 'pass', '59 d'],
    ['property: retention, value: 2, unit: mo, element: t.day', 61 * DAY, 0, null, 'fail', '61 d'],
    ['property: retention, value: 1, unit: y, element: t.at', 366 * DAY, 0, null, 'fail', '366 d'],
    ['property: frequency, value: 1, unit: d, element: t.at', 9 * DAY, HOUR, 23 * HOUR, 'pass', '23 h'],
    ['property: frequency, value: 1, unit: d, element: t.at', 9 * DAY, HOUR, 25 * HOUR, 'fail', '1 d 1 h'],
    ['property: frequency, value: 1, unit: d, element: t.at', 9 * DAY, 30 * HOUR, 2 * HOUR, 'fail', '1 d 6 h'],
    ['property: frequency, value: 1, unit: week, element: t.at', 2 * DAY, 2 * DAY, null, 'pass', '2 d'],
  ])('%s, oldest %i and newest %i ms before, gap %s: %s, %s', (fields, first, last, gap, verdict, observed) => {
    expect(finish(level(fields), moments(first, last, gap))).toMatchObject({
      verdict,
      observed,
      blocks: verdict === 'fail',
    })
  })

  it('say what was measured, what is allowed and what to do', () => {
    const result = finish(level('property: freshness, value: 4, unit: d, element: t.at'), moments(9 * DAY, 5 * DAY))
    expect(result).toMatchObject({
      title: 'service level freshness: the newest at is at most 4 d old',
      expected: 'at most 4 d',
      statistics: { value: 432_000 },
      help: 'measured 5 d, allowed 4 d: deliver newer data, or change the service level (2026-11-16T12:00:00.000Z is the newest)',
      target: { object: 't', column: null },
    })
  })

  it('note moments that are ahead', () => {
    const result = finish(level('property: freshness, value: 1, unit: d, element: t.at'), moments(DAY, -DAY))
    expect(result).toMatchObject({ verdict: 'pass', observed: '-1 d' })
    expect(result.help).toContain('ahead of the moment that ages are counted to')
  })

  it.each([
    [measured({ rows: 0, present: 0, first: null, last: null, longestGap: null }), 'the data has no rows'],
    [moments(null, null), 'no cell of at reads as a moment'],
  ])('are inconclusive where there is no moment', (measurement, help) => {
    const check = level('property: freshness, value: 1, unit: d, element: t.at')
    expect(finish(check, measurement)).toMatchObject({ verdict: 'inconclusive', help })
  })

  it.each([
    ['property: freshness, value: 1, unit: d', 'element: t.COLUMN'],
    ['property: freshness, value: 1, unit: d, element: t', 'element: t.COLUMN'],
    ['property: freshness, value: 1, unit: d, element: t.ta', 't has no column ta'],
    ['property: freshness, value: 1, unit: d, element: t.name', 'name is of type string'],
    ['property: freshness, value: 1, unit: d, element: t.local', 'meant in America/Denver'],
    ['property: freshness, value: soon, element: t.at', '"soon" is no length of time'],
    ['property: freshness, value: 1, unit: fortnight, element: t.at', '"1 fortnight" is no length of time'],
    ['property: completeness, value: 1, element: t.at', 'the service level completeness has no executor'],
  ])('%s cannot be measured and is inconclusive', (fields, help) => {
    const check = level(fields)
    expect(check.probes).toEqual([])
    expect(finish(check)).toMatchObject({ verdict: 'inconclusive', blocks: true, help: expect.stringContaining(help) })
  })

  it('are one check per column that they name', () => {
    const checks = checksOf(SCHEMA, {
      rest: 'slaProperties: [{property: freshness, value: 1, unit: d, element: "t.at, t.day, other.at"}]',
    })
    const ids = idsOf(checks).filter((id) => id.includes('/sla-'))
    expect(ids).toEqual(['t/sla-freshness', 't/sla-freshness-2', 't/sla-freshness-3'])
    expect(ids.slice(0, 2).map((id) => probeOf(pick(checks, id), 'moments').column.names)).toEqual([['at'], ['day']])
    expect(finish(pick(checks, ids[2]!)).verdict).toBe('inconclusive')
  })
})

describe('service levels of the service', () => {
  it.each(['availability', 'generalAvailability', 'endOfSupport', 'endOfLife', 'timeOfAvailability', 'time to repair'])(
    '%s is for people',
    (property) => {
      expect(finish(level(`property: ${property}, value: "2032-05-12"`))).toMatchObject({
        verdict: 'skip',
        blocks: false,
      })
    },
  )
})
