import { parsePt } from './formatPt.ts'

/** Returns an amount that was typed with a decimal comma ("0,07") with a point ("0.07"); null for any other text. */
export function withDecimalPoint(text: string): string | null {
  const trimmed = text.trim()
  return /^\d+,\d+$/.test(trimmed) && parsePt(trimmed) === null ? trimmed.replace(',', '.') : null
}
