import type { makeTerms } from '@infinitio/relay'
import { refusal } from '@infinitio/sdk'
import { ptOf } from '../wallet/moveMoney.ts'

/** Options of `infinitio serve` about cached input: its price in PT for a million tokens, and the rule such as `1024/300`. */
export type CachedOptions = { readonly cachedPrice?: string; readonly cachedPrefix?: string }

type Written = Pick<Parameters<typeof makeTerms>[0], 'cachedPrice' | 'cachedPrefix'>

const mostTokens = 10_000_000
const mostSeconds = 86_400

/**
 * Returns the price of cached input and the rule by which the beginning of a prompt counts as cached. Throws `api.invalid_field` for a price above that of other
 * input, for a malformed rule, and for a rule without a price.
 */
export function cachedOf({ cachedPrice, cachedPrefix }: CachedOptions, inputPrice: bigint): Written {
  if (cachedPrice === undefined && cachedPrefix !== undefined)
    throw refusal('api.invalid_field', { detail: '--cached-prefix needs --cached-price, or nothing gets cheaper' })
  if (cachedPrice === undefined) return {}
  const price = ptOf(cachedPrice)
  if (price > inputPrice) throw refusal('api.invalid_field', { detail: `--cached-price ${cachedPrice}: at most the price of input` })
  if (cachedPrefix === undefined) return { cachedPrice: price }
  const [, tokens = '', seconds = ''] = /^(\d{1,8})\/(\d{1,5})$/.exec(cachedPrefix) ?? []
  const rule = { leastTokens: Number(tokens), withinSeconds: Number(seconds) }
  if (rule.leastTokens < 1 || rule.leastTokens > mostTokens || rule.withinSeconds < 1 || rule.withinSeconds > mostSeconds)
    throw refusal('api.invalid_field', { detail: `--cached-prefix ${cachedPrefix}: tokens and seconds, such as 1024/300` })
  return { cachedPrice: price, cachedPrefix: rule }
}
