import { formatPt, type LedgerAsset, percentOfBps } from '@infinitio/domain'
import { amountText, exactAmountText } from '#web/parts/format/amountText.ts'

const million = 10n ** 24n

/**
 * Formats base units of G as "12,400.00 G". From a million G up, leaves out the decimals, as people write such amounts: "100,000,000 G". The market has no
 * price for G, so no other currency is shown.
 */
export function gText(units: bigint | string): string {
  const amount = BigInt(units)
  const isLarge = amount >= million || amount <= -million
  return `${isLarge ? formatPt(amount, { digits: 0 }) : amountText(amount)} G`
}

/** Formats base units of G with every digit, for an amount that is signed. */
export function exactGText(units: bigint | string): string {
  return `${exactAmountText(BigInt(units))} G`
}

/**
 * Returns the share of `part` in `whole` in percent, rounded to one decimal. Only the whole shows as "100.0 %", and only nothing as "0.0 %": a smaller share
 * than 0.05 % shows as "<0.1 %". Returns "0.0 %" if `whole` is zero.
 */
export function shareText(part: bigint | string, whole: bigint | string): string {
  const all = BigInt(whole)
  const own = BigInt(part)
  const rounded = all === 0n ? 0n : (own * 2_000n + all) / (2n * all)
  if (all !== 0n && own > 0n && rounded === 0n) return '<0.1\u00a0%'
  const tenths = own < all && rounded >= 1_000n ? 999n : rounded
  return `${tenths / 10n}.${tenths % 10n}\u00a0%`
}

/** Formats basis points as "3.00 %". */
export function bpsText(bps: number): string {
  return `${percentOfBps(bps)}\u00a0%`
}

/** Formats base units of PToken with every digit, for an amount that is signed. */
export function exactPtText(units: bigint | string): string {
  return `${exactAmountText(BigInt(units))}\u00a0PT`
}

/** Formats base units of an asset of the service ledger with every digit. */
export function exactAssetText({ asset }: { readonly asset: LedgerAsset }, units: bigint | string): string {
  return asset === 'PToken' ? exactPtText(units) : exactGText(units)
}

const wad = 10n ** 18n

/** Formats a number in 1e18 fixed point with four decimals, rounded down. A value between 0 and 0.0001 shows as "<0.0001". */
export function wadText(units: bigint | string): string {
  const value = BigInt(units)
  const parts = (value * 10_000n) / wad
  if (value > 0n && parts === 0n) return '<0.0001'
  return `${parts / 10_000n}.${(parts % 10_000n).toString().padStart(4, '0')}`
}
