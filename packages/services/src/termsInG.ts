import { assert, assetUnits, type AssetUnits } from '@infinitio/domain'
import type { ServiceTerms } from './terms.ts'

const wholePToken = 10n ** 18n
const amounts = ['inputPrice', 'cachedPrice', 'outputPrice', 'step', 'leastDeposit'] as const

/**
 * Returns terms with all prices, the step and the least deposit in base units of G. `rate` is the number of base units of G for one PToken, as the chain's
 * oracle has it. Each amount is rounded up, so the service never gets less than its price, and a client pays at most one base unit of G more for a million
 * tokens. Client and service calculate the same amounts. Throws if the rate is not positive.
 */
export function termsInG(terms: ServiceTerms, rate: AssetUnits): ServiceTerms {
  assert(rate > 0n, 'a rate of G is positive')
  const { startPrice } = terms
  const converted = Object.fromEntries(amounts.map((name) => [name, inG(terms[name], rate)]))
  return { ...terms, ...converted, ...(startPrice === undefined ? {} : { startPrice: inG(startPrice, rate) }) }
}

/** Converts base units of PToken into base units of G, rounded up. */
export function inG(units: bigint, rate: AssetUnits): AssetUnits {
  return assetUnits((units * rate + wholePToken - 1n) / wholePToken)
}

/** Converts base units of G into base units of PToken, rounded down. */
export function inPToken(units: bigint, rate: AssetUnits): AssetUnits {
  return assetUnits((units * wholePToken) / rate)
}
