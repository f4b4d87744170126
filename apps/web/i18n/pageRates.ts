import { displayRates } from '#web/i18n/reading.ts'

/** The value of one PT in a currency, as the operator sets it. */
export type PageRate = { readonly currency: string; readonly perPt: number }

/** Returns the operator's rates. The server writes them on every page, where the browser reads them. */
export function pageRates(): readonly PageRate[] {
  if (typeof document === 'undefined') return displayRates()
  return JSON.parse(document.documentElement.dataset['rates'] ?? '[]') as PageRate[]
}
