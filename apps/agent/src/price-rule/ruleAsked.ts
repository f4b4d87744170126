import { readFile } from 'node:fs/promises'
import { bps, pricingRuleRefusal } from '@infinitio/domain'
import { readPricingPlan, refusal } from '@infinitio/sdk'
import { removePriceRule, writePriceRule } from './priceRule.ts'

/** The value of `--price-rule` that deletes a machine's rule. Any other value is a file. */
const off = 'off'

/**
 * Reads the file in `--price-rule` and returns a function that stores its rule in a data folder, or that deletes the stored rule if the option is `off`. Returns
 * null if the option is absent. `feeBps` is the market's fee; null if the market does not answer. Throws `order.pricing_rule_invalid` for a file that cannot be
 * read or is not a rule, and the other codes of `pricingRuleRefusal` for a rule that can never set a price.
 */
export async function ruleAsked(
  file: string | null,
  { feeBps }: { readonly feeBps: number | null },
): Promise<((dataDir: string) => Promise<void>) | null> {
  if (file === null) return null
  if (file === off) return removePriceRule
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw refusal('order.pricing_rule_invalid', { detail: String(cause) })
  })
  const { rule } = readPricingPlan(text)
  const refused = feeBps === null ? null : pricingRuleRefusal(rule, { feeBps: bps(BigInt(feeBps)) })
  if (refused !== null) throw refusal(refused.rejected, { detail: refused.detail ?? '' })
  return (dataDir) => writePriceRule(dataDir, text)
}
