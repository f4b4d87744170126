import type { FeeKey, Language } from '@infinitio/domain'
import { feeMessages, type FeePlace, messageText } from '@infinitio/domain/messages'

export { type FeeAmount, type FeeKey, feeKeys, type Fees, feesIn, feeTexts } from '@infinitio/domain'

/** The values in the name of a fee: the bill, the rate of a share in basis points, and the most leases that an order becomes. */
export type FeeNameInput = { readonly place: FeePlace; readonly feeBps?: number; readonly leases?: number; readonly language?: Language }

/** Returns the name of a fee as the market's bills write it, in English where no language is given. */
export function feeName(key: FeeKey, { place, feeBps = 0, leases = 1, language = 'en' }: FeeNameInput): string {
  return messageText(feeMessages[key], { language, values: { place, percent: String(feeBps / 100), leases } })
}
