import { type PricingPlan, pricingPlanFromWire, pricingRuleWire } from '@infinitio/domain/wire'
import { refusal } from '../transport/refusal.ts'

/**
 * Parses a provider's pricing rule from JSON. Throws `order.pricing_rule_invalid` with the name of the wrong field. Does not detect bounds that contradict each
 * other; the later calculation of a price does.
 */
export function readPricingPlan(text: string): PricingPlan {
  const parsed = pricingRuleWire.safeParse(jsonOf(text))
  if (parsed.success) return pricingPlanFromWire(parsed.data)
  const [issue] = parsed.error.issues
  const where = issue?.code === 'unrecognized_keys' ? issue.keys.join(', ') : issue?.path.join('.')
  throw refusal('order.pricing_rule_invalid', { detail: where === '' || where === undefined ? 'not a rule' : where })
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw refusal('order.pricing_rule_invalid', { detail: 'not JSON' })
  }
}
