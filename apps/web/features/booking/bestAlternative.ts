import type { HoldWire, ListingQueryWire, ListingWire } from '@infinitio/domain/wire'

type Held = Pick<HoldWire, 'node' | 'gpus' | 'durationSeconds' | 'pricePerGpuSecond'>

/** How many of the cheapest are looked at: nearly always the first one will do. */
const lookedAt = 20

/** What is asked of the search for a machine instead of the one that was held: of its class, free now for as long, at no higher price. */
export function alternativeQuery(held: Held, like: ListingWire): ListingQueryWire {
  return {
    class: String(like.classId),
    minGpus: String(held.gpus),
    hours: String(Math.max(1, Math.ceil(held.durationSeconds / 3_600))),
    maxPricePerGpuHour: String(BigInt(held.pricePerGpuSecond) * 3_600n),
    includeSimulated: like.simulated ? 'true' : 'false',
    sort: 'price',
    limit: String(lookedAt),
  }
}

/**
 * The cheapest of `found`, in the order of the search, that can take the held one's place: another machine that runs the same things, with the GPUs free
 * and an ask that takes so long a lease, at no higher price. Null when there is none.
 */
export function bestAlternative(held: Held, like: ListingWire, found: readonly ListingWire[]): ListingWire | null {
  return (
    found.find(
      ({ node, runtime, simulated, classId, freeGpus, ask }) =>
        node !== like.node &&
        node !== held.node &&
        classId === like.classId &&
        runtime === like.runtime &&
        (!simulated || like.simulated) &&
        freeGpus >= held.gpus &&
        ask.minGpus <= held.gpus &&
        held.gpus <= ask.maxGpus &&
        BigInt(ask.pricePerGpuSecond) <= BigInt(held.pricePerGpuSecond) &&
        Number(ask.minDurationSeconds) <= held.durationSeconds &&
        held.durationSeconds <= Number(ask.maxDurationSeconds),
    ) ?? null
  )
}
