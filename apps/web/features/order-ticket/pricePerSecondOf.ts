import { formatPt, parsePt, pricePerGpuSecondDown } from '@infinitio/domain'

/** Returns the base units per GPU-second for a price typed in PT per GPU-hour, rounded down. Returns null if it is invalid or zero. */
export function pricePerSecondOf(text: string): bigint | null {
  const perHour = parsePt(text)
  if (perHour === null) return null
  const perSecond = pricePerGpuSecondDown(perHour)
  return perSecond > 0n ? perSecond : null
}

/** Returns the shortest text in PT per GPU-hour, with at least two decimals, that `pricePerSecondOf` reads as exactly this price. */
export function priceFieldText(pricePerGpuSecond: bigint): string {
  const perHour = pricePerGpuSecond * 3_600n
  for (let digits = 2; digits < 18; digits += 1) {
    const text = formatPt(perHour, { digits }).replaceAll(',', '')
    if (pricePerSecondOf(text) === pricePerGpuSecond) return text
  }
  return formatPt(perHour, { digits: 18 }).replaceAll(',', '')
}
