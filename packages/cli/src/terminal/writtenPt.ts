import { formatPt } from '@infinitio/sdk'

/**
 * Formats base units of PToken as people write amounts: with at least two decimals, and without more zeros at the end. Rounds to `digits` decimals, all 18 by
 * default. An amount above zero that would round to zero is not rounded.
 */
export function writtenPt(units: bigint, { digits = 18 }: { readonly digits?: number } = {}): string {
  const rounded = formatPt(units, { digits })
  const [whole = '0', fraction = ''] = (units !== 0n && /^-?[0.]*$/.test(rounded) ? formatPt(units, { digits: 18 }) : rounded).split('.')
  return `${whole}.${fraction.replace(/0+$/, '').padEnd(2, '0')}`
}
