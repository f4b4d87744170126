import type { ListingWire } from '@infinitio/domain/wire'
import { createRenter } from '../../e2e/actors/createActor.ts'
import { createSshIdentity } from '../../e2e/actors/sshAsPrinted.ts'
import { startTestHouse, type TestHouse } from '../../e2e/house/startTestHouse.ts'
import type { Benchmark } from './benchmark.ts'
import { measureDelisting } from './offers/measureDelisting.ts'
import { type RentedOffer, rentOffer, stillActive } from './offers/rentOffer.ts'
import { listedOffers, waitForOffers } from './offers/listedOffers.ts'
import { offerSamples } from './offers/offerSamples.ts'

const wanted = 100
/** More nodes than are rented, so that the list is longer than the rented part. */
const fleetNodes = 105
/**
 * Number of renters who book at the same time: enough for a busy market, few enough that two cores are busy with the market and not with the renters.
 */
const rentersAtOnce = 5
/** The book allows an account this many funded holds an hour. */
const offersPerRenter = 3

/**
 * How many of a hundred listings in the search start. A renter holds and rents each with a signed order. A listing counts as started if its node's
 * Ready came in time and the lease is still active at the end. Times run from the signature to Ready. Then an agent is killed, and the benchmark
 * measures how long the search still shows its nodes. The nodes are simulated and marked so; market, chain, agents and shells are the real product.
 */
export const offersBenchmark: Benchmark = {
  name: 'offers',
  limitMinutes: 45,
  measure: async (progress) => {
    const house = await startTestHouse({ settings: { AGENT_SIMULATED_NODES: String(fleetNodes) } })
    const identity = createSshIdentity()
    try {
      await waitForOffers(house, { atLeast: wanted })
      const offers = (await listedOffers(house)).slice(0, wanted)
      progress(`${offers.length} offers shown, ${offers.filter(({ simulated }) => simulated).length} of them simulated`)
      const rented = await rentAll(house, { offers, sshKey: identity.publicKey, progress })
      const active = await stillActive(rented)
      const samples = offerSamples({ shown: offers.length, readyMs: active.map(({ readyMs }) => readyMs) })
      return { ...samples, delistMs: await measureDelisting(house, progress) }
    } finally {
      identity.remove()
      await house.remove()
    }
  },
}

/** Rents every listing. Reports each one that does not start, with its reason. */
async function rentAll(
  house: TestHouse,
  { offers, sshKey, progress }: { offers: readonly ListingWire[]; sshKey: string; progress: (line: string) => void },
): Promise<RentedOffer[]> {
  const waiting = [...offers]
  const rented: RentedOffer[] = []
  let taken = 0
  const lane = async (): Promise<void> => {
    for (let batch = waiting.splice(0, offersPerRenter); batch.length > 0; batch = waiting.splice(0, offersPerRenter)) {
      const renter = await createRenter(house)
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
