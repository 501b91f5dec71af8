import { TEXT_FORMATS } from '../text-formats.ts'
import { splitName } from './infer-names.ts'

/** That a column looks personal, and how it should be classified. */
export interface PersonalKind {
  /** What it looks like, for people: `e-mail addresses`. */
  readonly what: string
  /** `restricted`: numbers that open an account or name a person to the state, and what the law protects most. */
  readonly classification: 'confidential' | 'restricted'
}

interface KnownKind extends PersonalKind {
  /** What the name's words, joined by blanks, hold: English, German, French, Spanish. */
  readonly name: RegExp
}

/** The first that fits wins: an e-mail address is no postal one. */
const BY_NAME: readonly KnownKind[] = [
  {
    what: 'passwords',
    classification: 'restricted',
    name: /\b(password|passwort|passwd|mot de passe|contrasena|secret|pin)\b/,
  },
  {
    what: 'bank accounts',
    classification: 'restricted',
    name: /\b(iban|bank account|account iban|kontonummer|konto nr|compte bancaire|cuenta bancaria)\b/,
  },
  {
    what: 'payment cards',
    classification: 'restricted',
    name: /\b(credit card|card number|cardnumber|card no|creditcard|kreditkarte|kreditkartennummer|kartennummer|carte (bancaire|de credit)|numero carte|tarjeta|cvv|cvc)\b/,
  },
  {
    what: 'national identity numbers',
    classification: 'restricted',
    name: /\b(ssn|social security|national id|nationalid|tax (id|number)|passport|driver s? ?licen[cs]e|steuer ?id|steuer ?nr|steuernummer|sozialversicherungs ?nummer|sv nummer|ausweis|ausweisnummer|personalausweis|reisepass|fuehrerschein|(num|numero|no) (de )?secu(rite( sociale)?)?|nir|insee|passeport|carte identite|dni|nie|nif|pasaporte|seguridad social|nino|bsn)\b/,
  },
  {
    what: 'facts that the law protects most',
    classification: 'restricted',
    name: /\b(religion|konfession|religione|ethnicity|ethnie|etnia|race|diagnosis|diagnose|diagnostic|diagnostico|sexual orientation|political|union member)\b/,
  },
  { what: 'e-mail addresses', classification: 'confidential', name: /\b(e ?mail|mail|courriel|correo)\b/ },
  { what: 'IP addresses', classification: 'confidential', name: /\b(ip|ipv4|ipv6|ip address|ip adresse)\b/ },
  {
    what: 'phone numbers',
    classification: 'confidential',
    name: /\b(phone|phonenumber|telephone|tel|mobile|cell ?phone|fax|telefon|telefonnummer|handy|handynummer|mobilnummer|rufnummer|telefono|movil|portable)\b/,
  },
  {
    what: 'birth dates',
    classification: 'confidential',
    name: /\b(birth|birthday|birthdate|birthdt|dob|geburt|geburtstag|geburtsdatum|geb datum|naissance|date naissance|nacimiento)\b/,
  },
  {
    what: 'names of people',
    classification: 'confidential',
    name: /\b((first|last|full|given|family|middle|maiden|customer|client|person|patient|employee|user|contact|holder|sur) ?names?|surname|firstname|lastname|fullname|forename|vorname|nachname|familienname|zuname|kundenname|prenom|nom (de famille|client|complet)|nombre (completo|cliente)|apellidos?)\b/,
  },
  {
    what: 'addresses',
    classification: 'confidential',
    name: /\b(street|address|addr|house number|strasse|strassenname|hausnummer|hausnr|adresse|anschrift|rue|voie|calle|direccion|domicilio)\b/,
  },
]

/** Names that are a person's only beside other columns of persons: a product has a name too. */
const AMBIGUOUS = /^(name|nom|nombre|username|user|login|benutzer|benutzername)$/

/** A name that is no person's though a word of it is. */
const IMPERSONAL =
  /\b(count|anzahl|number of|has|is|valid|verified|opt|type|typ|flag|state|status|length|provider|domain|service|services|billing|paperless|lines|multiple)\b/

/** What a column's name says. `hasPersons`: whether other columns, or the table's name, are about people. */
export function findPersonalName(name: string, hasPersons: boolean): PersonalKind | null {
  const words = splitName(name).join(' ')
  if (IMPERSONAL.test(words)) return null
  const known = BY_NAME.find((kind) => kind.name.test(words))
  if (known !== undefined) return known
  return hasPersons && AMBIGUOUS.test(words) ? { what: 'names of people', classification: 'confidential' } : null
}

const PERSONS =
  /^(customer|client|person|people|user|patient|employee|member|subscriber|contact|student|kunde|kunden|personen|mitarbeiter|nutzer|patienten|utilisateur|clientes?|personas?|usuarios?|empleados?|employe|employes|personne|personnes|abonnes?)s?$/

/** Whether a table's name is of people. */
export function namesPersons(table: string): boolean {
  return splitName(table).some((word) => PERSONS.test(word))
}

interface ContentKind extends PersonalKind {
  isOne(text: string): boolean
}

const whole = (expression: string) => new RegExp(`^(?:${expression})$`)
const EMAIL = whole(TEXT_FORMATS['email']!)
const IPV4 = whole(TEXT_FORMATS['ipv4']!)

const BY_CONTENT: readonly ContentKind[] = [
  { what: 'e-mail addresses', classification: 'confidential', isOne: (text) => EMAIL.test(text) },
  { what: 'bank accounts', classification: 'restricted', isOne: isIban },
  { what: 'payment cards', classification: 'restricted', isOne: isCard },
  { what: 'national identity numbers', classification: 'restricted', isOne: isNationalId },
  { what: 'IP addresses', classification: 'confidential', isOne: (text) => IPV4.test(text) },
  {
    what: 'phone numbers',
    classification: 'confidential',
    isOne: (text) => /^(\+|00)\d[\d ()/.-]{6,18}\d$/.test(text),
  },
]

/** Of the different texts, this share must be of the kind; a checksum alone is right by chance in one of ten. */
const SHARE = 0.9
const FEWEST_TEXTS = 3

/** What a column's texts say. */
export function findPersonalContent(texts: readonly string[]): PersonalKind | null {
  const different = [...new Set(texts)]
  if (different.length < FEWEST_TEXTS) return null
  return BY_CONTENT.find(({ isOne }) => different.filter(isOne).length >= SHARE * different.length) ?? null
}

/** ISO 13616: letters count from 10, the first four signs go to the end, and the remainder by 97 is 1. */
function isIban(text: string): boolean {
  const signs = text.replace(/ /g, '').toUpperCase()
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(signs)) return false
  let remainder = 0
  for (const sign of signs.slice(4) + signs.slice(0, 4)) {
    const value = Number.parseInt(sign, 36)
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97
  }
  return remainder === 1
}

/** ISO/IEC 7812 (Luhn), 13 to 19 digits that begin as cards do. */
function isCard(text: string): boolean {
  const digits = text.replace(/[ -]/g, '')
  if (!/^[2-6]\d{12,18}$/.test(digits)) return false
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}

const DNI_LETTERS = 'TRWAGMYFPDXBNJZSQVHLCKE'

/** US social security numbers, French NIR with their key, Spanish DNI and NIE with their letter. */
function isNationalId(text: string): boolean {
  if (/^\d{3}-\d{2}-\d{4}$/.test(text)) return true
  const spanish = /^([XYZ]?)(\d{7,8})-?([A-Z])$/.exec(text)
  if (spanish) {
    const [, prefix, digits, letter] = spanish
    const number = Number(`${prefix ? 'XYZ'.indexOf(prefix) : ''}${digits}`)
    return DNI_LETTERS[number % 23] === letter
  }
  const french = /^([12]\d{4}(?:\d{2}|2[AB])\d{6})(\d{2})$/.exec(text.replace(/ /g, ''))
  if (french === null) return false
  const number = BigInt(french[1]!.replace('2A', '19').replace('2B', '18'))
  return 97n - (number % 97n) === BigInt(french[2]!)
}
