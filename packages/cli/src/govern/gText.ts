import { parameterText } from '@infinitio/sdk'

/** Returns base units of G with every digit they have, at least two: "1,000.00 G". */
export function gText(units: string | bigint): string {
  return parameterText(BigInt(units), 'g')
}
