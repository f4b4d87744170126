import type { NumberKey } from './numberKey.ts'

/** Returns the only set bit of a mask, or null if no bit or several bits are set. */
export function onlyBit(mask: NumberKey): number | null {
  if (typeof mask === 'number' && mask < 2 ** 31) return mask > 0 && (mask & (mask - 1)) === 0 ? 31 - Math.clz32(mask) : null
  let rest = BigInt(mask)
  if ((rest & (rest - 1n)) !== 0n) return null
  let bit = 0
  for (; rest > 0xffff_ffffn; rest >>= 32n) bit += 32
  return bit + 31 - Math.clz32(Number(rest))
}
