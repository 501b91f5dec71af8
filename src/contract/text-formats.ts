import { makeLookup } from '../core/lookup.ts'

const IPV4 = '(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])[.]){3}(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])'

const GROUP = '[0-9A-Fa-f]{1,4}'
const LAST = `(?:${GROUP}:${GROUP}|${IPV4})`

/** RFC 4291: eight groups, of which one run may be `::`, the last two perhaps an IPv4 address; no zone. */
const IPV6 = [
  `(?:${GROUP}:){6}${LAST}`,
  `::(?:${GROUP}:){5}${LAST}`,
  `(?:${GROUP})?::(?:${GROUP}:){4}${LAST}`,
  `(?:(?:${GROUP}:){0,1}${GROUP})?::(?:${GROUP}:){3}${LAST}`,
  `(?:(?:${GROUP}:){0,2}${GROUP})?::(?:${GROUP}:){2}${LAST}`,
  `(?:(?:${GROUP}:){0,3}${GROUP})?::${GROUP}:${LAST}`,
  `(?:(?:${GROUP}:){0,4}${GROUP})?::${LAST}`,
  `(?:(?:${GROUP}:){0,5}${GROUP})?::${GROUP}`,
  `(?:(?:${GROUP}:){0,6}${GROUP})?::`,
].join('|')

/**
 * Formats of text that can be told by an expression (RE2, the whole text). The rest of what ODCS lists (password,
 * binary) says how a value is meant, not what it looks like. `byte` is base64, as in OpenAPI, whose words these are.
 */
export const TEXT_FORMATS: Readonly<Record<string, string>> = makeLookup({
  email:
    "[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:[.][A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)+",
  uuid: '[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}',
  uri: "[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9._~:/?#\\[\\]@!$&'()*+,;=%-]+",
  hostname: '[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?(?:[.][A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*',
  byte: '(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?',
  ipv6: IPV6,
  ipv4: IPV4,
})

/** Least and greatest values of the integer formats, as decimal text. */
export const INTEGER_RANGES: Readonly<Record<string, readonly [string, string]>> = makeLookup({
  i8: ['-128', '127'],
  i16: ['-32768', '32767'],
  i32: ['-2147483648', '2147483647'],
  i64: ['-9223372036854775808', '9223372036854775807'],
  i128: ['-170141183460469231731687303715884105728', '170141183460469231731687303715884105727'],
  u8: ['0', '255'],
  u16: ['0', '65535'],
  u32: ['0', '4294967295'],
  u64: ['0', '18446744073709551615'],
})

/** Greatest magnitudes of the floating-point formats. */
export const FLOAT_RANGES: Readonly<Record<string, readonly [string, string]>> = makeLookup({
  f32: ['-3.4028234663852886e38', '3.4028234663852886e38'],
  f64: ['-1.7976931348623157e308', '1.7976931348623157e308'],
})
