import { formatPt } from '@infinitio/domain'

const digits = 9
const step = 10n ** 9n

/**
 * Returns base units as an amount with its unit, such as `0.05 PT`, with up to 9 decimals. Pass `up` for an amount that is needed and `down` for an amount that
 * is available, so that an available amount which is too small never looks the same as the needed one. Pure.
 */
export function ptText(units: bigint, { round }: { readonly round: 'up' | 'down' }): string {
  const rounded = round === 'up' ? ((units + step - 1n) / step) * step : (units / step) * step
  return `${formatPt(rounded, { digits }).replace(/\.?0+$/, '')} PT`
}
