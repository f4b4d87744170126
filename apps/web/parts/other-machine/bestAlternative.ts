import type { HoldWire, ListingQueryWire, ListingWire } from '@infinitio/domain/wire'

type Held = Pick<HoldWire, 'node' | 'gpus' | 'durationSeconds' | 'pricePerGpuSecond'>
/** What is known of the machine that is not available; `ask` is set while it has one. */
type Like = Pick<ListingWire, 'node' | 'classId' | 'runtime' | 'simulated'> & { readonly ask?: Pick<ListingWire['ask'], 'pricePerGpuSecond'> }

/** The number of cheapest machines that are compared. Nearly always the first one fits. */
const lookedAt = 20

/** The most that a GPU-second may cost instead: the price that was held, or the price of the ask where it could not be held at all. */
function mostOf({ pricePerGpuSecond }: Held, like: Like): bigint {
  const held = BigInt(pricePerGpuSecond)
  return held === 0n ? BigInt(like.ask?.pricePerGpuSecond ?? 0) : held
}

/** Returns the search for a machine that replaces the held one: the same class, free now for as long, at no higher price. */
export function alternativeQuery(held: Held, like: Like): ListingQueryWire {
  return {
    class: String(like.classId),
    minGpus: String(held.gpus),
    hours: String(Math.max(1, Math.ceil(held.durationSeconds / 3_600))),
    maxPricePerGpuHour: String(mostOf(held, like) * 3_600n),
    includeSimulated: like.simulated ? 'true' : 'false',
    sort: 'price',
    limit: String(lookedAt),
  }
}

/**
 * The cheapest of `found`, in the order of the search, that can take the held one's place: another machine that runs the same things, with the GPUs free
 * and an ask that takes so long a lease, at no higher price. Null when there is none.
 */
export function bestAlternative(held: Held, like: Like, found: readonly ListingWire[]): ListingWire | null {
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
        BigInt(ask.pricePerGpuSecond) <= mostOf(held, like) &&
        Number(ask.minDurationSeconds) <= held.durationSeconds &&
        held.durationSeconds <= Number(ask.maxDurationSeconds),
    ) ?? null
  )
}
