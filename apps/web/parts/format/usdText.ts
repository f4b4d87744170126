import { formatPt } from '@infinitio/domain'

/** Returns the value of PToken base units in USD with two decimals: 1 PT redeems for 1 USD coin. An amount below half a cent is "<0.01". */
export function usdText(units: bigint): string {
  const text = formatPt(units, { digits: 2 })
  return units > 0n && text === '0.00' ? '<0.01' : text
}
