import { readFileSync } from 'node:fs'
import { type PricingPlan, readPricingPlan, refusal } from '@infinitio/sdk'

/** The price rule in a file. Throws `order.pricing_rule_invalid`, also when the file cannot be read. */
export function readRuleFile(file: string): PricingPlan {
  return readPricingPlan(textOf(file))
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw refusal('order.pricing_rule_invalid', { detail: String(cause) })
  }
}
