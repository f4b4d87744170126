import { formatPt } from '@infinitio/sdk'
import { evenDecimals } from './evenDecimals.ts'

const usualDigits = 4

/**
 * Formats base units of PToken for a column of amounts, rounded to `digits` decimals (by default four). An amount above zero that would round to zero is shown
 * as below the smallest such number: <0.0001 with four decimals.
 */
export function columnPt(units: bigint | string, { digits = usualDigits }: { readonly digits?: number } = {}): string {
  const amount = BigInt(units)
  const text = formatPt(amount, { digits })
  if (amount <= 0n || /[1-9]/.test(text)) return text
  return `<0.${'1'.padStart(digits, '0')}`
}

/**
 * Formats base units of PToken for a sentence, rounded to four decimals, without unnecessary zeros at the end. An amount above zero that would round to zero is
 * shown as <0.0001.
 */
export function sentencePt(units: bigint | string): string {
  return evenDecimals([columnPt(units)]).join()
}

/** Formats a price per GPU-second in PT per GPU-hour for a column. */
export function columnPrice(pricePerGpuSecond: bigint | string): string {
  return columnPt(BigInt(pricePerGpuSecond) * secondsPerHour)
}

const secondsPerHour = 3_600n
