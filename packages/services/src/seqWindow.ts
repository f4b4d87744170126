/** Voucher numbers that a service has already seen: the highest, and one bit for each of the last 1,024. It shows that a voucher was used before. */
export type SeqWindow = { readonly highest: number; readonly seen: bigint }

/** A voucher may arrive after later ones if its number is less than this many below the highest. */
export const windowSize = 1_024
/** The most by which one voucher may raise the highest number. A larger jump would let a payer use up all numbers at once. */
export const mostJump = 1_000_000
const mask = (1n << BigInt(windowSize)) - 1n

/** The state of a new channel, which has seen no voucher. The first voucher has number 1. */
export const emptyWindow: SeqWindow = { highest: 0, seen: 1n }

/** Returns the window with a number in it, or null if the number was seen, is too old or jumps too far. */
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
