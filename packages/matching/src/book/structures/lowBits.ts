import type { NumberKey } from './numberOf.ts'

/** Returns the low 32 bits of a mask of classes or regions as a number. */
export function lowBits(mask: NumberKey): number {
  // `mask | 0` keeps the low 32 bits of a number. That is exact, because such masks are below 2^53.
  return typeof mask === 'number' ? mask | 0 : Number(BigInt.asIntN(32, mask))
}

/** Returns true if a bit of a mask is set. `low` has the low 32 bits of the mask. */
export function hasBit(low: number, mask: NumberKey, bit: number): boolean {
  return bit < 32 ? ((low >>> bit) & 1) === 1 : ((BigInt(mask) >> BigInt(bit)) & 1n) === 1n
}
