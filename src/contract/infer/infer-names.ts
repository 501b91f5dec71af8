/** Lower-case words of a column's name: `customerID`, `customer_id` and `Customer ID` are `customer`, `id`; without accents. */
export function splitName(name: string): readonly string[] {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/ß/g, 'ss')
    .replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
}

const ID_WORDS = ['id', 'ids', 'key', 'uuid', 'guid', 'pk', 'identifier', 'kennung', 'identifiant', 'identificador']
const NUMBER_WORDS = [
  'nr',
  'no',
  'number',
  'nummer',
  'numero',
  'num',
  'code',
  'kode',
  'codigo',
  'ref',
  'reference',
  'sku',
]

/** Whether a name says that the column tells rows or things apart. */
export function namesIdentifier(name: string): boolean {
  const words = splitName(name)
  const last = words.at(-1) ?? ''
  return (
    ID_WORDS.includes(last) || (words.length > 1 && NUMBER_WORDS.includes(last)) || /.(nummer|number|uuid)$/.test(last)
  )
}

/** Whether a name is `id`, or the table's own: `customer_id` of `customers`. */
export function namesRow(name: string, table: string): boolean {
  const words = splitName(name)
  if (words.length === 1 && (ID_WORDS.includes(words[0]!) || words[0] === 'index')) return true
  const owner = words.slice(0, -1).join('')
  const tables = splitName(table).join('')
  return (
    ID_WORDS.includes(words.at(-1) ?? '') &&
    owner !== '' &&
    (tables === owner || tables === `${owner}s` || tables === `${owner.replace(/y$/, 'ie')}s`)
  )
}

const CODE_WORDS =
  /^(class|klasse|label|target|type|typ|tipo|code|status|state|flag|category|kategorie|categorie|categoria|kind|level|grade|rating|cluster|group|gruppe|groupe|grupo|segment|tier|is|has|churn|churned|outcome|y)$/

/** Whether a name says that a column's numbers are codes rather than measures. */
export function namesCode(name: string): boolean {
  return splitName(name).some((word) => CODE_WORDS.test(word))
}

const DIGIT_TEXTS =
  /^(zip|zipcode|postcode|postal|postalcode|plz|postleitzahl|phone|telephone|tel|telefon|telefono|mobile|handy|fax|iban|bic|ean|gtin|isbn|ssn|vat|blz)$/

/** Whether a name says that digits are text all the same: nobody adds up postal codes. */
export function namesDigits(name: string): boolean {
  return splitName(name).some((word) => DIGIT_TEXTS.test(word))
}

const DATE_WORDS = /^(date|datum|fecha|day|dt|am|on|at|since|until|seit|bis|birth|dob|geburtsdatum|birthdate|jour)$/

/** Whether a name says that its digits may be a day. */
export function namesDate(name: string): boolean {
  return splitName(name).some((word) => DATE_WORDS.test(word))
}
