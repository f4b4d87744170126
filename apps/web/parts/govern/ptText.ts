import { exactAmountText } from '#web/parts/format/amountText.ts'

/** Base units of PToken with every digit they have: what is signed. */
export function exactPtText(units: bigint | string): string {
  return `${exactAmountText(BigInt(units))}\u00a0PT`
}
