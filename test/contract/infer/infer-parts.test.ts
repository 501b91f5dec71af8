import { describe, expect, it } from 'vitest'
import { namesCode, namesIdentifier, namesRow, splitName } from '../../../src/contract/infer/infer-names.ts'
import { describePattern } from '../../../src/contract/infer/infer-pattern.ts'
import { findPersonalContent, findPersonalName } from '../../../src/contract/infer/infer-personal.ts'
import { inferRange, roundDown } from '../../../src/contract/infer/infer-range.ts'

const many = (make: (index: number) => string, count = 40) => Array.from({ length: count }, (_, index) => make(index))
const pad = (index: number, length: number) => String(index).padStart(length, '0')

describe('a pattern of ids and codes', () => {
  it.each<[name: string, texts: readonly string[], pattern: string | null]>([
    ['a prefix and digits', many((n) => `C-${pad(n, 6)}`), '^C-\\d{6}$'],
    ['digits and letters in blocks', many((n) => `${pad(n, 4)}-${'ABCDEFGH'[n % 8]}VHEG`), '^\\d{4}-[A-Z]{5}$'],
    ['digits that grow', many((n) => `ORD${n * 7}`), '^ORD\\d+$'],
    ['a year that never changes', many((n) => `2026/${pad(n, 3)}`), '^\\d{4}/\\d{3}$'],
    ['signs of expressions', many((n) => `(${pad(n, 2)}).x`), '^\\(\\d{2}\\)\\.x$'],
    ['a digest', many((n) => `${pad(n * 7919, 6)}ab${(n % 2 ? 'c' : '3').repeat(8)}`), '^[0-9a-f]{16}$'],
    ['two letters', many((n) => `${'ABCDEFGH'[n % 8]}${'XYZ'[n % 3]}`), '^[A-Z]{2}$'],
    ['words', many((n) => `Street${'abcdefghij'[n % 10]}`.repeat((n % 3) + 1)), null],
    ['free text', many((n) => `called ${n} times`), null],
    ['two makes', many((n) => (n % 2 ? `A-${n}` : `${n}/B/x`)), null],
    ['too few texts', ['A-1', 'A-2', 'A-1'], null],
    ['not ASCII', many((n) => `Ä-${pad(n, 3)}`), null],
  ])('of %s', (_, texts, pattern) => {
    expect(describePattern(texts)).toBe(pattern)
    if (pattern !== null) expect(texts.every((text) => new RegExp(pattern).test(text))).toBe(true)
  })
})

describe('a range', () => {
  it.each<[name: string, low: number, high: number, isWhole: boolean, range: readonly [string, string] | null]>([
    ['amount', 18.25, 118.75, false, ['0', '200']],
    ['n_orders', 0, 72, true, ['0', '120']],
    ['total', 18.8, 8684.8, false, ['0', '15000']],
    ['balance', -520, 480, false, ['-1200', '1000']],
    ['temperature', 990, 1020, false, ['800', '1200']],
    ['age', 18, 97, true, ['0', '120']],
    ['age', -0.1, 0.2, false, ['-0.25', '0.4']],
    ['churn_rate', 0.01, 0.3, false, ['0', '1']],
    ['x', 0.02, 0.97, false, ['0', '1']],
    ['discount_pct', 0, 35, false, ['0', '100']],
    ['month', 1, 12, true, ['1', '12']],
    ['build_year', 1911, 2026, true, ['1900', '2100']],
    ['latitude', 32.5, 42, false, ['-90', '90']],
    ['constant', 5, 5, true, null],
  ])('of %s from %d to %d', (name, low, high, isWhole, range) => {
    const found = inferRange(name, low, high, isWhole)
    expect(found && [found.minimum, found.maximum]).toEqual(range)
  })

  it.each([
    [7043, 6000],
    [1760, 1500],
    [99, 80],
    [10, 10],
    [1, 1],
    [0, 0],
  ])('rounds %d rows down to %d', (count, rounded) => {
    expect(roundDown(count)).toBe(rounded)
  })
})

describe('what a column’s name says', () => {
  it.each<[name: string, words: readonly string[]]>([
    ['customerID', ['customer', 'id']],
    ['HTTPStatus', ['http', 'status']],
    ['Straße', ['strasse']],
    ['prénom_client', ['prenom', 'client']],
    ['sepal length (cm)', ['sepal', 'length', 'cm']],
  ])('splits %s', (name, words) => {
    expect(splitName(name)).toEqual(words)
  })

  it('knows ids, those of the row itself, and codes', () => {
    expect(['customer_id', 'orderId', 'Kundennummer', 'sku_code', 'uuid'].filter(namesIdentifier)).toHaveLength(5)
    expect(['valid', 'amount', 'paid', 'number', 'code'].filter(namesIdentifier)).toEqual([])
    expect(namesRow('customer_id', 'customers')).toBe(true)
    expect(namesRow('city_id', 'cities')).toBe(true)
    expect(namesRow('customer_id', 'orders')).toBe(false)
    expect(['target', 'is_active', 'status_code'].filter(namesCode)).toHaveLength(3)
    expect(['amount', 'issues', 'yield'].filter(namesCode)).toEqual([])
  })

  it.each<[names: readonly string[], what: string]>([
    [['email', 'E-Mail', 'contact_mail', 'courriel', 'correo'], 'e-mail addresses'],
    [['phone', 'Telefonnummer', 'mobile_phone', 'telefono'], 'phone numbers'],
    [['first_name', 'Nachname', 'prénom', 'apellidos', 'lastName'], 'names of people'],
    [['street', 'Straße', 'Hausnummer', 'billing address'.replace('billing', 'home'), 'dirección', 'rue'], 'addresses'],
    [['birth_date', 'Geburtsdatum', 'dob', 'date_naissance', 'fecha_nacimiento'], 'birth dates'],
    [['iban', 'Kontonummer'], 'bank accounts'],
    [['credit_card', 'Kreditkartennummer', 'tarjeta'], 'payment cards'],
    [['ip_address', 'client_ip'], 'IP addresses'],
    [['ssn', 'Steuer-ID', 'numero_securite_sociale', 'dni', 'passport_no', 'numéro_sécu'], 'national identity numbers'],
  ])('finds %j personal', (names, what) => {
    expect(names.map((name) => findPersonalName(name, false)?.what)).toEqual(names.map(() => what))
  })

  it.each([
    'amount',
    'email_verified',
    'phone_service',
    'product',
    'trip',
    'description',
    'num_phone_lines',
    'name',
    'user',
  ])('finds nothing personal in %s', (name) => {
    expect(findPersonalName(name, false)).toBeNull()
  })

  it('takes a bare name for a person’s beside other columns of persons alone', () => {
    expect(findPersonalName('name', true)?.classification).toBe('confidential')
  })
})

describe('what a column’s texts say', () => {
  it.each<[texts: readonly string[], what: string | undefined]>([
    [['DE89370400440532013000', 'GB82WEST12345698765432', 'FR1420041010050500013M02606'], 'bank accounts'],
    [['DE89370400440532013001', 'GB82WEST12345698765433', 'FR1420041010050500013M02607'], undefined],
    [['4111111111111111', '5500 0000 0000 0004', '340000000000009'], 'payment cards'],
    [['078-05-1120', '219-09-9999', '457-55-5462'], 'national identity numbers'],
    [['12345678Z', '00000000T', 'X1234567L'], 'national identity numbers'],
    [['192.168.0.1', '10.0.0.7', '8.8.8.8'], 'IP addresses'],
    [['a@b.org', 'c.d@e.co', 'x@y.de'], 'e-mail addresses'],
    [['+49 30 123456', '+33 1 23 45 67 89', '+34 912 345 678'], 'phone numbers'],
    [['1', '2', '3'], undefined],
    [['a@b.org', 'a@b.org'], undefined],
  ])('%j', (texts, what) => {
    expect(findPersonalContent(texts)?.what).toBe(what)
  })
})
