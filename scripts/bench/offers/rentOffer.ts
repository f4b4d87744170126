import type { ListingWire } from '@infinitio/domain/wire'
import { holdMachine, signAndPlaceBid } from '../../../e2e/actors/bookMachine.ts'
import type { Actor } from '../../../e2e/actors/createActor.ts'
import { waitFor } from '../../../e2e/house/waitFor.ts'

const durationSeconds = 3_600
const readyWithinSeconds = 60
const overStates = ['rejected', 'cancelled', 'expired', 'abandoned']

/** A lease whose node sent Ready, and the time from the renter's signature to Ready. */
export type RentedOffer = { renter: Actor; leaseId: string; readyMs: number }

/**
 * Holds one listing and rents it with one signed order, as an API client. Never throws: a listing that fails for any reason counts as not started.
 */
export async function rentOffer(
  renter: Actor,
  { listing, sshKey }: { listing: ListingWire; sshKey: string },
): Promise<RentedOffer | { failed: string }> {
  try {
    const hold = await holdMachine(renter, { listing, durationSeconds })
    const { orderHash, signedAt } = await signAndPlaceBid(renter, { listing, hold, sshKey, durationSeconds })
    const order = await waitFor({
      what: 'Ready',
      within: readyWithinSeconds,
      read: () => renter.client.getOrder(orderHash),
      until: ({ state, phases }) => overStates.includes(state) || phases.some((step) => step.phase === 'ready' && isReached(step.state)),
    })
    const readyMs = performance.now() - signedAt
    return order.leaseId === null || overStates.includes(order.state)
      ? { failed: `the order was ${order.state}: ${order.code}` }
      : { renter, leaseId: order.leaseId, readyMs }
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) }
  }
}

/** Returns the leases with an on-chain Ready that are still active. A start that is withdrawn does not count. */
export async function stillActive(rented: readonly RentedOffer[]): Promise<RentedOffer[]> {
  const active: RentedOffer[] = []
  for (const one of rented) {
    const { state } = await waitFor({
      what: `lease ${one.leaseId} to be active`,
      within: 30,
      read: () => one.renter.client.getLease(one.leaseId),
      until: (lease) => lease.state !== 'booked',
    })
    if (state === 'active') active.push(one)
  }
  return active
}

function isReached(state: string): boolean {
  return state === 'pending' || state === 'final'
}
