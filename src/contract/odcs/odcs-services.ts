import type { ContractServer, ServiceLevel } from '../data-contract.ts'
import { SERVICE_LEVEL_KEYS } from './odcs-keys.ts'
import type { OdcsNode } from './odcs-node.ts'

/** Reads `slaProperties`; those without an element of their own are about `slaDefaultElement`. Faults are noted on the node. */
export function readServiceLevels(contract: OdcsNode): readonly ServiceLevel[] {
  const defaultElement = contract.text('slaDefaultElement')
  return contract.maps('slaProperties', 'a property with a value').map((node) => {
    node.refuseUnknownKeys('a service level', SERVICE_LEVEL_KEYS)
    const help = 'name it: latency, retention, …'
    return {
      id: node.text('id'),
      property: node.requiredText('property', 'the service level has no "property"', help),
      value: node.text('value'),
      valueExt: node.text('valueExt'),
      unit: node.text('unit'),
      element: node.text('element') ?? defaultElement,
      description: node.text('description'),
      place: node.place,
    }
  })
}

const BESIDE: readonly string[] = ['id', 'server', 'type', 'description', 'environment', 'roles', 'customProperties']

/** Reads `servers`: what a server of each type must have is the schema's affair. Faults are noted on the node. */
export function readServers(contract: OdcsNode): readonly ContractServer[] {
  return contract.maps('servers', 'a server with a name and a type').map((node) => {
    const settings = node.keys
      .filter((key) => !BESIDE.includes(key))
      .map((key) => [key, node.child(key).source] as const)
      .filter(([, text]) => text !== '')
    return {
      name: node.requiredText('server', 'the server has no "server"', 'name it: server: production'),
      type: node.requiredText('type', 'the server has no "type"', 'name it: local, s3, …'),
      description: node.text('description'),
      settings: Object.fromEntries(settings),
      place: node.place,
    }
  })
}
