import type { ModelWire } from '@infinitio/domain/wire'
import { refusal } from '../transport/refusal.ts'

/**
 * The price of some units of a model in base units of PToken, and in base units of G at `rate`, rounded up as in the
 * contract.
 */
export type ModelQuote = { readonly pTokenAmount: bigint; readonly gAmount: bigint; readonly rate: bigint }

/**
 * Calculates the price of some units at the current rate, as `ModelPayments.quote` does. Throws `chain.g_rate_missing` without a rate, and `api.invalid_field`
 * for 0 units or a model that is not for sale.
 */
export function quoteModel({ pricePerUnit, rate }: Pick<ModelWire, 'pricePerUnit' | 'rate'>, units: bigint): ModelQuote {
  if (pricePerUnit === '0') throw refusal('api.invalid_field', { detail: 'the model is not for sale' })
  if (units <= 0n) throw refusal('api.invalid_field', { detail: 'at least one unit is paid for' })
  if (rate === null) throw refusal('chain.g_rate_missing', { detail: 'nothing is quoted' })
  const pTokenAmount = BigInt(pricePerUnit) * units
  const gPerPToken = BigInt(rate.rate)
  return { pTokenAmount, gAmount: (pTokenAmount * gPerPToken + wholePToken - 1n) / wholePToken, rate: gPerPToken }
}

const wholePToken = 10n ** 18n
