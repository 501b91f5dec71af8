import { InputError } from '../core/faults.ts'
import { nearestName } from '../text/nearest-name.ts'
import type { ContractObject, DataContract } from './data-contract.ts'

/**
 * The object of a contract that data is held against: the one named, else the only one, else the one that is called as
 * the data file is.
 *
 * @param name as the user says; null where nothing is said.
 * @param location path of the data.
 * @throws InputError listing the objects, where none or no single one fits.
 */
export function chooseObject(contract: DataContract, name: string | null, location: string): ContractObject {
  const { objects, file } = contract
  const [first] = objects
  if (first === undefined) {
    throw new InputError({
      message: 'the contract describes no object',
      place: { file },
      help: 'add one under schema: with its properties',
    })
  }
  const names = objects.map((object) => object.name)
  if (name !== null) {
    const named = objects.find((object) => object.name === name || object.physicalName === name)
    if (named) return named
    const nearest = nearestName(name, names)
    throw new InputError({
      message: `the contract has no object "${name}"`,
      place: { file },
      help: nearest ? `did you mean ${nearest}?` : `there are: ${names.join(', ')}`,
    })
  }
  if (objects.length === 1) return first
  const stem = location.split(/[\\/]/).at(-1)!.split('.')[0]
  const called = objects.filter((object) => object.name === stem || object.physicalName === stem)
  if (called.length === 1) return called[0]!
  throw new InputError({
    message: `the contract has several objects, and none is called as the data file (${stem})`,
    place: { file },
    help: `name one by --object, or object: in modelgate.yml; there are: ${names.join(', ')}`,
  })
}
