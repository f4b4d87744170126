import { assert } from '../assertNever.ts'

/** Basis points: 1/10,000. */
export type Bps = bigint & { readonly __unit: 'Bps' }

/** Returns a whole number as the branded type `Bps`. Asserts that it is not negative and at most 10,000. */
export function bps(value: bigint | number): Bps {
  const whole = BigInt(value)
  assert(whole >= 0n && whole <= 10_000n, 'Bps out of range')
  return whole as Bps
}

/** Formats basis points as per cent with two decimals and without the sign: 30 is "0.30". Every page shows a fee with it, so that one fee has one text. */
export function percentOfBps(basisPoints: number): string {
  return (basisPoints / 100).toFixed(2)
}
