import type { ListingWire } from '@infinitio/domain/wire'
import { holdMachine, signAndPlaceBid } from '../../e2e/actors/bookMachine.ts'
import { type Actor, createRenter } from '../../e2e/actors/createActor.ts'
import { createSshIdentity } from '../../e2e/actors/sshAsPrinted.ts'
import { startTestDeployment, type TestDeployment } from '../../e2e/deployment/startTestDeployment.ts'
import { waitFor } from '../../e2e/deployment/waitFor.ts'
import type { Benchmark } from './benchmark.ts'
import { measureDelisting } from './offers/measureDelisting.ts'
import { listedOffers, waitForOffers } from './offers/listedOffers.ts'
import { offerSamples } from './offers/offerSamples.ts'

const durationSeconds = 3_600
const readyWithinSeconds = 60
const overStates = ['rejected', 'cancelled', 'expired', 'abandoned']

/** A rented lease that became ready, and the milliseconds from the renter's signature until its machine sent Ready (the message that the lease can be used). */
type RentedOffer = { renter: Actor; leaseId: string; readyMs: number }

/**
 * Reserves one listing with a hold and rents it with one signed order, as an API client. Never throws: a listing that fails for any reason counts as not
 * started.
 */
async function rentOffer(renter: Actor, { listing, sshKey }: { listing: ListingWire; sshKey: string }): Promise<RentedOffer | { failed: string }> {
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

/**
 * Returns the leases that are still active and have a Ready message (the machine's statement that the lease can be used) on the chain. A lease that ended
 * early is left out.
 */
async function stillActive(rented: readonly RentedOffer[]): Promise<RentedOffer[]> {
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

const wanted = 100
/** Number of nodes in the simulated fleet. It is higher than the number of rented listings, so that some listings remain. */
const fleetNodes = 105
/** Number of renters who rent at the same time. */
const rentersAtOnce = 5
/** Number of machines that one renter rents. The order book allows an account only so many funded holds (short reservations with money) in an hour. */
const offersPerRenter = 3

/**
 * Measures how many of a hundred listings in the search can really be rented. A renter reserves each listing with a hold and rents it with a signed order. A
 * listing counts as started if its machine sent Ready (the lease can be used) in time and the lease is still active at the end. Times are measured from the
 * signature to Ready. Then the benchmark kills an agent, and measures for how long the search still shows the agent's nodes. The nodes are simulated and marked
 * as such; market, chain, agents and shells are the real programs.
 */
export const offersBenchmark: Benchmark = {
  name: 'offers',
  limitMinutes: 45,
  measure: async (progress) => {
    const deployment = await startTestDeployment({ settings: { AGENT_SIMULATED_NODES: String(fleetNodes) } })
    const identity = createSshIdentity()
    try {
      await waitForOffers(deployment, { atLeast: wanted })
      const offers = (await listedOffers(deployment)).slice(0, wanted)
      progress(`${offers.length} offers shown, ${offers.filter(({ simulated }) => simulated).length} of them simulated`)
      const rented = await rentAll(deployment, { offers, sshKey: identity.publicKey, progress })
      const active = await stillActive(rented)
      const samples = offerSamples({ shown: offers.length, readyMs: active.map(({ readyMs }) => readyMs) })
      return { ...samples, delistMs: await measureDelisting(deployment, progress) }
    } finally {
      identity.remove()
      await deployment.remove()
    }
  },
}

/** Rents every listing. Reports each one that does not start, with its reason. */
async function rentAll(
  deployment: TestDeployment,
  { offers, sshKey, progress }: { offers: readonly ListingWire[]; sshKey: string; progress: (line: string) => void },
): Promise<RentedOffer[]> {
  const waiting = [...offers]
  const rented: RentedOffer[] = []
  let taken = 0
  const lane = async (): Promise<void> => {
    for (let batch = waiting.splice(0, offersPerRenter); batch.length > 0; batch = waiting.splice(0, offersPerRenter)) {
      const renter = await createRenter(deployment)
      for (const listing of batch) {
        const outcome = await rentOffer(renter, { listing, sshKey })
        taken += 1
        if ('readyMs' in outcome) rented.push(outcome)
        else progress(`${listing.name} did not start: ${outcome.failed}`)
        if (taken % 20 === 0) progress(`${taken} taken, ${rented.length} started`)
      }
    }
  }
  await Promise.all(Array.from({ length: rentersAtOnce }, lane))
  return rented
}
