import { assert } from '../assert.ts'

/** Number of a match: the journal sequence number of the command that made it. */
export type MatchId = bigint & { readonly __id: 'MatchId' }

/** Brands a whole number as MatchId. Asserts that it is not negative. */
export function matchId(value: bigint | number): MatchId {
  const whole = BigInt(value)
  assert(whole >= 0n, 'MatchId is not negative')
  return whole as MatchId
}
