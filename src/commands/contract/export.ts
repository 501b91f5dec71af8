import type { DataContract } from '../../contract/data-contract.ts'
import { chooseObject } from '../../contract/object-choice.ts'
import type { ExportedText } from '../../contract/translation.ts'
import { InputError } from '../../core/faults.ts'
import { readContractFile } from '../contract-reading.ts'
import type { Services } from '../services.ts'
import type { ContractAction, ContractValues } from './run.ts'
import { tellUntranslated, untranslatedDocument } from './untranslated.ts'

type Exporter = (contract: DataContract) => ExportedText

const EXPORTERS: Readonly<Record<NonNullable<ContractValues['to']>, () => Promise<Exporter>>> = {
  odcs: async () => {
    const { findUnwritten, writeOdcs } = await import('../../contract/export/odcs-writer.ts')
    return (contract) => ({ text: writeOdcs(contract), untranslated: findUnwritten(contract) })
  },
  'json-schema': async () => (await import('../../contract/export/json-schema-writer.ts')).writeJsonSchema,
  frictionless: async () => (await import('../../contract/export/frictionless-writer.ts')).writeFrictionless,
  sql: async () => (await import('../../contract/export/sql-ddl-writer.ts')).writeSqlDdl,
  pydantic: async () => (await import('../../contract/export/pydantic-writer.ts')).writePydantic,
  markdown: async () => (await import('../../contract/export/markdown-writer.ts')).writeMarkdown,
}

/** Writes a contract in another format; what that cannot say is listed on stderr. */
export const runExport: ContractAction = async (files, values, services) => {
  const [file] = files
  const { to } = values
  if (file === undefined || files.length > 1 || to === undefined) {
    throw new InputError({
      message: to === undefined ? 'export needs --to' : 'export takes one file',
      help: 'modelgate contract export customers.odcs.yaml --to json-schema',
    })
  }
  const contract = await readContract(file, values.object ?? null, services)
  const exporter = await EXPORTERS[to]!()
  const { text, untranslated } = exporter(contract)
  tellUntranslated(untranslated, to, services.logger)
  return { results: [], text, document: { text, ...untranslatedDocument(untranslated) } }
}

/** The whole contract, or one object of it. */
async function readContract(file: string, name: string | null, { workspace }: Services): Promise<DataContract> {
  const contract = await readContractFile(file, 'caller', workspace)
  return name === null ? contract : { ...contract, objects: [chooseObject(contract, name, file)] }
}
