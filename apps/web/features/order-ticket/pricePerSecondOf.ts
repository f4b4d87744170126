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

/** The largest part of a price by which the text of a limit can be above it: a billionth. */
const limitParts = 1_000_000_000n

/**
 * Returns the text of a price limit in PT per GPU-hour that meets this price. It is the price rounded up to as few decimals, at least two, as raise it by at most
 * a billionth, so that a price which a division left just below 1.47936 is shown as 1.47936.
 */
export function limitFieldText(pricePerGpuSecond: bigint): string {
  const perHour = pricePerGpuSecond * 3_600n
  let digits = 2
  let limit = roundedUp(perHour, digits)
  while ((limit - perHour) * limitParts > perHour) {
    digits += 1
    limit = roundedUp(perHour, digits)
  }
  return formatPt(limit, { digits }).replaceAll(',', '')
}

function roundedUp(units: bigint, digits: number): bigint {
  const step = 10n ** BigInt(18 - digits)
  return ((units + step - 1n) / step) * step
}
