import type { NumberKey } from './numberKey.ts'

/** The low 32 bits of a mask, as a number whose bits they are. */
export function lowBits(mask: NumberKey): number {
  // What is made of a number by a bit operation is its rest by 2^32, exact below 2^53.
  return typeof mask === 'number' ? mask | 0 : Number(BigInt.asIntN(32, mask))
}

/** True when a bit of a mask is set. `low` are its low bits. */
export function hasBit(low: number, mask: NumberKey, bit: number): boolean {
  return bit < 32 ? ((low >>> bit) & 1) === 1 : ((BigInt(mask) >> BigInt(bit)) & 1n) === 1n
}
