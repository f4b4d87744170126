import { parsePt } from './formatPt.ts'
import { plainNumber } from './plainNumber.ts'

/**
 * Returns an amount that was typed with a decimal comma ("0,07") in the form with a point ("0.07"). Returns null for any other text, such as "1,200", in which
 * the comma separates thousands.
 */
export function withDecimalPoint(text: string): string | null {
  const trimmed = plainNumber(text).trim()
  return /^\d+,\d+$/.test(trimmed) && parsePt(trimmed) === null ? trimmed.replace(',', '.') : null
}
