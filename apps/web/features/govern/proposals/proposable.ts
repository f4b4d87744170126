import { formatPt, parsePt, type ParameterUnit } from '@infinitio/domain'

const wad = 10n ** 18n
/** How many of a parameter's own units one of the typed ones is, in 1e-18. */
const scales: Readonly<Record<Exclude<ParameterUnit, 'number' | 'wholeG'>, bigint>> = {
  bps: 100n,
  seconds: 3_600n,
  g: wad,
  pt: wad,
  factor: wad,
  share: wad / 100n,
}

/** What stands behind a typed value: people write percent, hours and whole tokens. */
export const typedSuffix: Readonly<Record<ParameterUnit, string>> = {
  ...{ bps: '%', share: '%', factor: '×', seconds: 'h', g: 'G', wholeG: 'G', pt: 'PT', number: '' },
}

/** A typed value in the contract's own unit: "0.3" percent are 30 basis points, "12" hours 43,200 seconds. Null when it is none. */
export function typedValue(text: string, unit: ParameterUnit): bigint | null {
  if (unit === 'number' || unit === 'wholeG') return /^\d{1,10}$/.test(text.trim()) ? BigInt(text) : null
  const units = parsePt(text)
  if (units === null) return null
  const scaled = units * scales[unit]
  return scaled % wad === 0n ? scaled / wad : null
}

/** A contract's value as it would be typed: the other way round. */
export function typedText(value: bigint, unit: ParameterUnit): string {
  if (unit === 'number' || unit === 'wholeG') return value.toString()
  // Odd seconds are no whole part of an hour: then nothing stands in the field.
  const scaled = value * wad
  if (scaled % scales[unit] !== 0n) return ''
  return formatPt(scaled / scales[unit], { digits: 18 })
    .replaceAll(',', '')
    .replace(/\.?0+$/, '')
}
