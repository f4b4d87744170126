import { parameterText } from '@infinitio/sdk'

/** Formats base units of G with all digits and at least two decimals: "1,000.00 G". */
export function gText(units: string | bigint): string {
  return parameterText(BigInt(units), 'g')
}
