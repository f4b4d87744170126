import { boundedParameters } from '@infinitio/chain'
import { parsePt } from '@infinitio/domain'

/** The bounded parameters that the form offers: those of one value, which people write in percent, in G or in hours. */
export const proposable = boundedParameters.flatMap((parameter) => {
  const [value, ...others] = parameter.values
  return value === undefined || others.length > 0 ? [] : [{ parameter, ...value }]
})

export type Proposable = (typeof proposable)[number]

/** A typed value in the contract's own unit: "0.3" percent are 30 basis points, "12" hours 43,200 seconds. Null when it is none. */
export function typedValue(text: string, unit: Proposable['unit']): bigint | null {
  if (unit === 'number') return /^\d{1,9}$/.test(text) ? BigInt(text) : null
  const units = parsePt(text.trim())
  if (units === null) return null
  if (unit === 'g' || unit === 'pt') return units
  const scaled = units * (unit === 'bps' ? 100n : 3_600n)
  return scaled % 10n ** 18n === 0n ? scaled / 10n ** 18n : null
}
