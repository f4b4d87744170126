import { percentOfBps } from '@infinitio/domain'
import type { FeeKey, Language } from '@infinitio/domain'
import { feeMessages, type FeePlace, messageText } from '@infinitio/domain/messages'

export { type FeeAmount, type FeeKey, feeKeys, type Fees, feesIn, feeTexts } from '@infinitio/domain'

/**
 * The name of a fee depends on these values: the kind of text that shows it, the rate in basis points, the largest number of leases of the order, and the language.
 */
export type FeeNameInput = { readonly place: FeePlace; readonly feeBps?: number; readonly leases?: number; readonly language?: Language }

/** Returns a fee's name as the market shows it. The default language is English. */
export function feeName(key: FeeKey, { place, feeBps = 0, leases = 1, language = 'en' }: FeeNameInput): string {
  return messageText(feeMessages[key], { language, values: { place, percent: percentOfBps(feeBps), leases } })
}
