import type { Language } from '@infinitio/domain'
import { type BalanceKey, balanceMessages } from '@infinitio/domain/messages'

/** Returns a balance's name as on the market's pages. The default language is English. */
export function balanceName(key: BalanceKey, language: Language = 'en'): string {
  return balanceMessages[key][language]
}
