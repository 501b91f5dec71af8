import type { DataContract } from '../../contract/data-contract.ts'
import { findUnwritten, writeOdcs } from '../../contract/export/odcs-writer.ts'
import { chooseObject } from '../../contract/object-choice.ts'
import type { ImportedContract } from '../../contract/translation.ts'
import { InputError } from '../../core/faults.ts'
import type { LocatedDocument } from '../../yaml/located-document.ts'
import { readContractFile } from '../contract-reading.ts'
import type { Services } from '../services.ts'
import { formatOfDocument, formatOfName, formatOfText, type ImportFormat } from './import-format.ts'
import type { ContractAction } from './run.ts'
import { tellUntranslated, untranslatedDocument } from './untranslated.ts'

/** A file to be translated, read as its importer wants it. */
interface ImportFile {
  readonly file: string
  /** What a table is called that the file does not name. */
  readonly name: string
  readonly services: Services
  readText(): Promise<string>
  readDocument(): Promise<LocatedDocument>
}

type Importer = (source: ImportFile) => Promise<ImportedContract>

const IMPORTERS: Readonly<Record<ImportFormat, Importer>> = {
  'great-expectations': async (source) => {
    const { importGreatExpectations } = await import('../../contract/great-expectations/great-expectations.ts')
    return importGreatExpectations(await source.readDocument())
  },
  soda: async (source) => {
    const { importSoda } = await import('../../contract/soda/soda.ts')
    return importSoda(await source.readDocument())
  },
  dbt: async (source) => {
    const { importDbt } = await import('../../contract/dbt/dbt.ts')
    return importDbt(await source.readDocument())
  },
  frictionless: async (source) => {
    const contract = await readContractFile(source.file, 'caller', source.services.workspace)
    return { contract, untranslated: [] }
  },
  'json-schema': async (source) => {
    const { importJsonSchema } = await import('../../contract/import/json-schema.ts')
    return importJsonSchema(await source.readDocument())
  },
  parquet: async ({ file, name, services }) => {
    const [{ importParquetSchema }, engine, source] = await Promise.all([
      import('../../contract/import/parquet-schema.ts'),
      services.engine(),
      services.workspace.openData(file, 'caller'),
    ])
    return importParquetSchema(await engine.describe(source, services.signal), file, name)
  },
  sql: async ({ file, readText }) => {
    const { importSqlDdl } = await import('../../contract/import/sql-ddl.ts')
    return importSqlDdl(await readText(), file)
  },
  tfdv: async ({ file, name, readText }) => {
    const { importTfdv } = await import('../../contract/import/tfdv.ts')
    return importTfdv(await readText(), file, name)
  },
}

/** Translates a suite or schema of another tool into a contract; what does not come over is listed on stderr. */
export const runImport: ContractAction = async (files, values, services) => {
  const [file, ...others] = files
  if (file === undefined || others.length > 0) {
    throw new InputError({
      message: file === undefined ? 'contract import needs a file' : 'contract import takes one file',
      help: 'modelgate contract import suite.json --output customers.odcs.yaml',
    })
  }
  const source = openFile(file, values.object ?? nameTable(file), services)
  const format = (values.from as ImportFormat | undefined) ?? (await detectFormat(source))
  const { contract: whole, untranslated } = await IMPORTERS[format](source)
  const contract = chooseTable(whole, values.object ?? null, file)
  const left = [...untranslated, ...findUnwritten(contract)]
  const text = writeOdcs(contract)
  tellUntranslated(left, 'the contract', services.logger)
  return { results: [], text, document: { format, contract: text, ...untranslatedDocument(left) } }
}

/** The table of that name alone; where there is but one, it is called so. */
function chooseTable(contract: DataContract, name: string | null, file: string): DataContract {
  const [only, ...more] = contract.objects
  if (name === null || only === undefined || (more.length === 0 && only.name === name)) return contract
  const object = more.length > 0 ? chooseObject(contract, name, file) : { ...only, name }
  return { ...contract, name: object.name, objects: [object] }
}

function openFile(file: string, name: string, services: Services): ImportFile {
  const { workspace } = services
  let reading: Promise<string> | undefined
  const readText = () => {
    reading ??= workspace.readText(file, 'caller')
    return reading
  }
  return { file, name, services, readText, readDocument: async () => parse(await readText(), file) }
}

async function parse(text: string, file: string): Promise<LocatedDocument> {
  const { parseLocatedYaml } = await import('../../yaml/located-document.ts')
  return parseLocatedYaml(text, file)
}

async function detectFormat(source: ImportFile): Promise<ImportFormat> {
  return (
    formatOfName(source.file) ?? formatOfText(await source.readText()) ?? formatOfDocument(await source.readDocument())
  )
}

/** `schemas/customers.schema.json` describes `customers`. */
function nameTable(file: string): string {
  const name = file.split(/[\\/]/).at(-1) ?? file
  return name.replace(/^\.+/, '').split('.')[0] || 'data'
}
