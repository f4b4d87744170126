import { plainNumber } from '@infinitio/domain'

/** Returns a typed whole number, also one in full-width digits. */
export function countOf(text: string): number {
  return Number(plainNumber(text))
}

/** Returns true if the typed text is a whole number from `least` to `most`. */
export function isCount(text: string, { least = 1, most }: { readonly least?: number; readonly most: number }): boolean {
  const value = countOf(text)
  return text.trim() !== '' && Number.isSafeInteger(value) && value >= least && value <= most
}
