import { assert } from '../assertNever.ts'

/** Reasons why a lease ended. The contract's codes start at 1, in this sequence. */
export const endReasons = ['renter_ended', 'time_up', 'budget_reached', 'provider_ended', 'node_lost', 'no_show', 'cancelled'] as const

/** The type of a reason why a lease ended. */
export type EndReason = (typeof endReasons)[number]

/** Returns the end reason that has this code (1 to 7) in the contract. Asserts that the code is known. */
export function endReasonFromCode(code: number): EndReason {
  const reason = endReasons[code - 1]
  assert(reason !== undefined, 'the end reason is in the list')
  return reason
}

/** Returns the code of a reason in the contract (1 to 7). */
export function endReasonCode(reason: EndReason): number {
  return endReasons.indexOf(reason) + 1
}
