/** The value of one PT in a currency, as the operator gives it. */
export type PageRate = { readonly currency: string; readonly perPt: number }

/** Returns the operator's rates, which the server writes on every page; none outside a browser. */
export function pageRates(): readonly PageRate[] {
  if (typeof document === 'undefined') return []
  return JSON.parse(document.documentElement.dataset['rates'] ?? '[]') as PageRate[]
}
