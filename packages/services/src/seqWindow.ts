/**
 * The numbers of the vouchers (promises to pay) that a service has already seen: the highest number, and one bit for each of the last 1,024 numbers. With it, a
 * service detects a voucher that is used twice.
 */
export type SeqWindow = { readonly highest: number; readonly seen: bigint }

/** How many numbers up to the highest one are remembered. A voucher (promise to pay) with a number in this range may arrive after later ones. */
export const windowSize = 1_024
/** The most by which one voucher (promise to pay) may raise the highest number. A larger jump would let a payer use up all numbers at once. */
export const mostJump = 1_000_000
const mask = (1n << BigInt(windowSize)) - 1n

/** The state of a new payment channel, which has seen no voucher (promise to pay). The first voucher has number 1. */
export const emptyWindow: SeqWindow = { highest: 0, seen: 1n }

/** Adds a number to the window. Returns null if the number was already seen, is too old, or exceeds the highest one by too much. */
export function acceptSeq({ highest, seen }: SeqWindow, seq: number): SeqWindow | null {
  if (seq > highest) {
    if (seq - highest > mostJump) return null
    const moved = BigInt(Math.min(seq - highest, windowSize))
    return { highest: seq, seen: ((seen << moved) | 1n) & mask }
  }
  const age = highest - seq
  if (age >= windowSize) return null
  const bit = 1n << BigInt(age)
  return (seen & bit) === 0n ? { highest, seen: seen | bit } : null
}
