import type { Language } from '@infinitio/domain'
import { type BalanceKey, balanceMessages } from '@infinitio/domain/messages'

/** Returns the name of a balance as the market's pages write it, in English where no language is given. */
export function balanceName(key: BalanceKey, language: Language = 'en'): string {
  return balanceMessages[key][language]
}
