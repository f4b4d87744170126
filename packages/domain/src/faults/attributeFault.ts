import type { FaultFacts } from './faultFacts.ts'
import { type FaultParty, type FaultRuleNumber, faultRules, type FaultSource } from './faultRules.ts'
import { assert } from '../assert.ts'

/** The party at fault, the number of the rule that decided, and the source of its evidence. */
export type AttributedFault = { readonly party: FaultParty; readonly rule: FaultRuleNumber; readonly source: FaultSource }

/** Attributes an incident to exactly one party by the first rule that applies. Pure and total. */
export function attributeFault(facts: FaultFacts): AttributedFault {
  const rule = faultRules.find(({ applies }) => applies(facts))
  assert(rule !== undefined, 'the last rule always applies')
  return { party: rule.party, rule: rule.number, source: rule.source }
}
