/** Returns a percentage with up to two decimals in hundredths of a percent; null for another text, and for a rate that is not above 0 and at most 100. */
export function rateBps(percent: string): number | null {
  const text = percent.trim().replace(',', '.')
  if (!/^[0-9]{1,3}(\.[0-9]{1,2})?$/.test(text)) return null
  const bps = Math.round(Number(text) * 100)
  return bps > 0 && bps <= 10_000 ? bps : null
}
