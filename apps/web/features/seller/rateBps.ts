/** Converts a percentage with up to two decimals to hundredths of a percent. Returns null for any other text, and for a rate of 0 or above 100. */
export function rateBps(percent: string): number | null {
  const text = percent.trim().replace(',', '.')
  if (!/^[0-9]{1,3}(\.[0-9]{1,2})?$/.test(text)) return null
  const bps = Math.round(Number(text) * 100)
  return bps > 0 && bps <= 10_000 ? bps : null
}
