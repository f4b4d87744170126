import { formatPt, parsePt, type ParameterUnit } from '@infinitio/domain'

const wad = 10n ** 18n
/** The number of contract units in one typed unit: 100 basis points in 1 %, 3,600 s in an hour, 1e18 base units in one G. */
const scales: Readonly<Record<Exclude<ParameterUnit, 'number' | 'wholeG'>, bigint>> = {
  bps: 100n,
  seconds: 3_600n,
  g: wad,
  pt: wad,
  factor: wad,
  share: wad / 100n,
}

/** The unit shown after a typed value. Users type percent, hours and whole tokens. */
export const typedSuffix: Readonly<Record<ParameterUnit, string>> = {
  ...{ bps: '%', share: '%', factor: '×', seconds: 'h', g: 'G', wholeG: 'G', pt: 'PT', number: '' },
}

/**
 * Returns a typed value in the unit of the contract: "0.3" percent is 30 basis points, "12" hours is 43,200 seconds. Returns null if the text is not
 * a valid number.
 */
export function typedValue(text: string, unit: ParameterUnit): bigint | null {
  if (unit === 'number' || unit === 'wholeG') return /^\d{1,10}$/.test(text.trim()) ? BigInt(text) : null
  const units = parsePt(text)
  if (units === null) return null
  const scaled = units * scales[unit]
  return scaled % wad === 0n ? scaled / wad : null
}

/** Returns a contract value as a user would type it: the inverse of `typedValue`. */
export function typedText(value: bigint, unit: ParameterUnit): string {
  if (unit === 'number' || unit === 'wholeG') return value.toString()
  // A value that no typed number can express exactly, such as odd seconds in hours, leaves the field empty.
  const scaled = value * wad
  if (scaled % scales[unit] !== 0n) return ''
  return formatPt(scaled / scales[unit], { digits: 18 })
    .replaceAll(',', '')
    .replace(/\.?0+$/, '')
}
