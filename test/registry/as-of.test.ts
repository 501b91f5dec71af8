import { expect, it } from 'vitest'
import { parseAsOf } from '../../src/registry/as-of.ts'

it.each([
  ['2026-11-21', '2026-11-21T23:59:59.999Z'],
  ['2024-02-29', '2024-02-29T23:59:59.999Z'],
  ['2026-11-21T08:00:00Z', '2026-11-21T08:00:00.000Z'],
  ['2026-11-21T08:00', '2026-11-21T08:00:00.000Z'],
  ['2026-11-21 08:00:01.5', '2026-11-21T08:00:01.500Z'],
  ['2026-11-21T08:00:00+02:00', '2026-11-21T06:00:00.000Z'],
])('--as-of %s is %s', (text, instant) => expect(parseAsOf(text)?.toISOString()).toBe(instant))

it.each([
  '',
  'yesterday',
  '2026-02-30',
  '2026-13-01',
  '21.11.2026',
  '2026-11-21T25:00',
  '2026-11',
  '2026-11-21T08:00:00+2',
])('--as-of %j is none', (text) => expect(parseAsOf(text)).toBeNull())
