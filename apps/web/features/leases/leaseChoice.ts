import type { EndReasonWire, LeaseWire } from '@infinitio/domain/wire'

/** The leases that the list can show: all leases, live leases, ended leases, or only the leases that ended early because of their machine or provider. */
export const leaseChoices = ['all', 'live', 'ended', 'problems'] as const
export type LeaseChoice = (typeof leaseChoices)[number]

/** Reads the choice from the `show` parameter of the URL. Returns `all` if the parameter is missing or unknown. */
export function leaseChoiceOf(text: string | null): LeaseChoice {
  return leaseChoices.find((choice) => choice === text) ?? 'all'
}

/** Returns the URL of the list with a choice. */
export function addressOfChoice(choice: LeaseChoice): string {
  return choice === 'all' ? '/leases' : `/leases?show=${choice}`
}

const problems: readonly (EndReasonWire | null)[] = ['provider_ended', 'node_lost', 'no_show']

/** Returns the ended leases of a choice, in the same sequence. */
export function endedOfChoice(leases: readonly LeaseWire[], choice: LeaseChoice): readonly LeaseWire[] {
  return choice === 'problems' ? leases.filter(({ endReason }) => problems.includes(endReason)) : leases
}
