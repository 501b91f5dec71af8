import type { ContractObject, ContractProperty, QualityRule } from '../data-contract.ts'
import { translateExpectationRule } from '../great-expectations/great-expectations-rule.ts'
import { translateSodaRule } from '../soda/soda-rule.ts'
import type { CustomDemand } from './custom-demand.ts'
import { DemandMaker } from './custom-demand-maker.ts'

/** What a custom rule demands, each part in terms of what is measured here; never empty. */
export interface CustomRuleTranslation {
  readonly demands: readonly CustomDemand[]
}

/**
 * What a rule of type custom demands, in terms of what is measured here. Engines soda (SodaCL and its contract
 * languages) and Great Expectations are understood; of others, and of what has no equivalent, the reason is given by name.
 *
 * @param property the column under which the rule stands; null: the table.
 */
export function translateCustomRule(
  rule: QualityRule,
  property: ContractProperty | null,
  object: ContractObject,
): CustomRuleTranslation {
  const maker = new DemandMaker(rule, property, object)
  const engine = (rule.engine ?? '').toLowerCase().replace(/[\s_-]/g, '')
  if (engine === 'soda' || engine === 'sodacl') translateSodaRule(rule.implementation, maker)
  else if (engine === 'greatexpectations' || engine === 'gx') translateExpectationRule(rule.implementation, maker)
  else maker.suspend('a custom rule', describeEngine(rule.engine))
  if (maker.demands.length === 0) maker.suspend('a custom rule', 'its implementation holds no check')
  return { demands: maker.demands }
}

function describeEngine(engine: string | null): string {
  return engine === null
    ? 'no engine is named: name soda or greatExpectations'
    : `the engine ${engine} has no executor here: soda and greatExpectations have, or write it as a library or sql rule`
}
