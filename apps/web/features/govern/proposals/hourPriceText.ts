import { exactAmountText } from '#web/parts/format/amountText.ts'

/** A price of a GPU and second, in base units, as "3.60 PT/h". */
export function hourPriceText(pricePerGpuSecond: string): string {
  return `${exactAmountText(BigInt(pricePerGpuSecond) * 3_600n)}\u00a0PT/h`
}
