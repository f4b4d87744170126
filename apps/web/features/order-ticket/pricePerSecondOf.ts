import { formatPt, parsePt, pricePerGpuSecondDown } from '@infinitio/domain'

/** Base units per GPU-second of a price typed in PT per GPU-hour, rounded down. Null when it is no price or is nothing. */
export function pricePerSecondOf(text: string): bigint | null {
  const perHour = parsePt(text)
  if (perHour === null) return null
  const perSecond = pricePerGpuSecondDown(perHour)
  return perSecond > 0n ? perSecond : null
}

/** The shortest text in PT per GPU-hour that `pricePerSecondOf` reads as this very price: what a field for it starts with. */
export function priceFieldText(pricePerGpuSecond: bigint): string {
  const perHour = pricePerGpuSecond * 3_600n
  for (let digits = 2; digits < 18; digits += 1) {
    const text = formatPt(perHour, { digits }).replaceAll(',', '')
    if (pricePerSecondOf(text) === pricePerGpuSecond) return text
  }
  return formatPt(perHour, { digits: 18 }).replaceAll(',', '')
}
