import { makeLookup } from '../../core/lookup.ts'

/**
 * Expressions for Soda's named formats of text (RE2, found anywhere in the cell); formats that its own page leaves to a
 * locale, as dates of two orders and money, have none.
 *
 * @see https://docs.soda.io/sodacl-reference/validity-metrics
 */
export const SODA_FORMATS: Readonly<Record<string, string>> = makeLookup({
  integer: '^ *[-+]? *[0-9]+ *$',
  'positive integer': '^ *[+]? *[0-9]+ *$',
  'negative integer': '^ *(- *[0-9]+|0+) *$',
  decimal: '^ *[-+]? *([0-9]+([.,][0-9]+)?|[.,][0-9]+) *$',
  'positive decimal': '^ *[+]? *([0-9]+([.,][0-9]+)?|[.,][0-9]+) *$',
  'decimal point': '^ *[-+]? *([0-9]+([.][0-9]+)?|[.][0-9]+) *$',
  'decimal comma': '^ *[-+]? *([0-9]+(,[0-9]+)?|,[0-9]+) *$',
  percentage: '^ *[-+]? *([0-9]+([.,][0-9]+)?|[.,][0-9]+) *% *$',
  'date iso 8601':
    '^ *[0-9]{4}-?((0[1-9]|1[0-2])-?(0[1-9]|[12][0-9]|3[01])|W[0-5][0-9](-?[1-7])?|[0-3][0-9]{2})([ T]([01][0-9]|2[0-3])(:?[0-5][0-9](:?[0-5][0-9]([.,][0-9]+)?)?)?([-+]([01][0-9]|2[0-3]):?[0-5][0-9]|Z)?)? *$',
  'time 24h': '^ *([01]?[0-9]|2[0-3]):[0-5]?[0-9](:[0-5]?[0-9])? *$',
  'time 24h nosec': '^ *([01]?[0-9]|2[0-3]):[0-5]?[0-9] *$',
  uuid: '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$',
  'ip address': '^[0-9]{1,3}([.][0-9]{1,3}){3}$',
  'ipv4 address': '^[0-9]{1,3}([.][0-9]{1,3}){3}$',
  email: '^[a-zA-ZÀ-ÿĀ-ſƀ-ȳ0-9.\\-_%+]+@[a-zA-ZÀ-ÿĀ-ſƀ-ȳ0-9.\\-_%]+[.][A-Za-z]{2,4}$',
})
