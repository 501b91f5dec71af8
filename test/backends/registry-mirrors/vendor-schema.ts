import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'

/** A vendor's description of its interface, as its `make` script left it. */
export type VendorApi = Readonly<Record<string, unknown>> & { readonly $defs: Readonly<Record<string, object>> }

export function readVendorApi(name: string): VendorApi {
  const path = join(import.meta.dirname, '../../fixtures', name, 'api.json')
  return JSON.parse(readFileSync(path, 'utf8')) as VendorApi
}

/** Says what is wrong with a request's body by the vendor's description; null where nothing is. */
export function makeBodyCheck({ $defs }: VendorApi): (reference: string, body: unknown) => string | null {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  ajv.addSchema({ $id: 'api', $defs })
  return (reference, body) => {
    const validate = ajv.getSchema(`api${reference}`)
    if (validate === undefined) return `${reference} is not described`
    return validate(body) ? null : ajv.errorsText(validate.errors)
  }
}
