import { assert } from '../assertNever.ts'

/** Id of a lease: a counter of the Market contract, from 1. */
export type LeaseId = bigint & { readonly __id: 'LeaseId' }

/** Returns a whole number as the branded type `LeaseId`. Asserts that it is not negative. */
export function leaseId(value: bigint | number): LeaseId {
  const whole = BigInt(value)
  assert(whole >= 0n, 'LeaseId is not negative')
  return whole as LeaseId
}

/**
 * Id of a match (of an ask and a bid): the number of its command's row in the journal × 65,536, plus the index of the match among all matches of the command.
 * Before version 4 of the matching rules, it was only the row's number.
 */
export type MatchId = bigint & { readonly __id: 'MatchId' }

/** Returns a whole number as the branded type `MatchId`. Asserts that it is not negative. */
export function matchId(value: bigint | number): MatchId {
  const whole = BigInt(value)
  assert(whole >= 0n, 'MatchId is not negative')
  return whole as MatchId
}

/** Id of a hold (a five-minute reservation): a random lower-case UUID from the API. */
export type HoldId = string & { readonly __id: 'HoldId' }

const pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Returns a lower-case UUID as the branded type `HoldId`. Asserts the shape. */
export function holdId(text: string): HoldId {
  assert(pattern.test(text), 'a hold id is a lower-case UUID')
  return text as HoldId
}
