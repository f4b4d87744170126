import { formatDuration } from '../format/formatDuration.ts'
import { formatPt } from '../format/formatPt.ts'

/**
 * The unit in which the chain stores a parameter. `share` (a fraction) and `factor` count in 1e-18, so 1e18 means one. `wholeG` counts whole G, and `g` and
 * `pt` count base units.
 */
export type ParameterUnit = 'bps' | 'share' | 'factor' | 'seconds' | 'g' | 'wholeG' | 'pt' | 'number'

const wad = 10n ** 18n

/**
 * How a value of each unit is shown: the factor that converts a stored value to 1e-18 of the shown unit, the fewest decimals, and the text after the number.
 * Seconds are shown as a duration.
 */
const shown: Readonly<Record<Exclude<ParameterUnit, 'seconds'>, { readonly scale: bigint; readonly decimals: number; readonly word: string }>> = {
  bps: { scale: wad / 100n, decimals: 2, word: ' %' },
  share: { scale: 100n, decimals: 0, word: ' %' },
  factor: { scale: 1n, decimals: 0, word: '' },
  g: { scale: 1n, decimals: 2, word: ' G' },
  wholeG: { scale: wad, decimals: 2, word: ' G' },
  pt: { scale: 1n, decimals: 2, word: ' PT' },
  number: { scale: wad, decimals: 0, word: '' },
}

/** Formats a parameter's value with its unit: "0.25 %", "1 d", "1,000.00 G". Durations are cut off after two units; other values are not rounded. */
export function parameterText(value: bigint, unit: ParameterUnit): string {
  if (unit === 'seconds') return formatDuration(Number(value))
  const { scale, decimals, word } = shown[unit]
  const [whole, fraction = ''] = formatPt(value * scale, { digits: 18 }).split('.')
  const digits = fraction.replace(/0+$/, '').padEnd(decimals, '0')
  return `${digits === '' ? whole : `${whole}.${digits}`}${word}`
}
