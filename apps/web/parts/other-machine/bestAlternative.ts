import type { HoldWire, ListingQueryWire, ListingWire } from '@infinitio/domain/wire'
import type { KnownMachine } from '#web/parts/checkout/checkout.ts'

/** The terms that the other machine must offer. `hold` null: at any price. `startAt` null or left out: from now on. */
type Held = Pick<HoldWire, 'node' | 'gpus' | 'durationSeconds' | 'pricePerGpuSecond'> & {
  readonly hold?: HoldWire | null
  readonly startAt?: number | null
}
/** The number of cheapest machines that are compared. Nearly always the first one fits. */
const lookedAt = 20

/** The most that a GPU-second may cost instead: the price that was held, or the price of the ask where it could not be held at all. Null where nothing was held. */
function mostOf({ pricePerGpuSecond, hold }: Held, like: KnownMachine): bigint | null {
  if (hold === null) return null
  const held = BigInt(pricePerGpuSecond)
  return held === 0n ? BigInt(like.ask?.pricePerGpuSecond ?? 0) : held
}

/** Returns the search for a machine that replaces the wanted one: the same class, free from the same start for as long, at no higher price than a held one. */
export function alternativeQuery(held: Held, like: KnownMachine): ListingQueryWire {
  const most = mostOf(held, like)
  return {
    class: String(like.classId),
    minGpus: held.gpus,
    hours: Math.max(1, Math.ceil(held.durationSeconds / 3_600)),
    ...(most === null ? {} : { maxPricePerGpuHour: String(most * 3_600n) }),
    ...(held.startAt == null ? {} : { startHour: held.startAt / 3_600 }),
    includeSimulated: like.simulated ? 'true' : 'false',
    sort: 'price',
    limit: lookedAt,
  }
}

/**
 * Returns the cheapest of `found`, in the order of the search, that can replace the wanted machine: another machine that runs the same things, with the GPUs free
 * and an ask that takes so long a lease, at no higher price than a held one. Null when there is none.
 */
export function bestAlternative(held: Held, like: KnownMachine, found: readonly ListingWire[]): ListingWire | null {
  const most = mostOf(held, like)
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
        (most === null || BigInt(ask.pricePerGpuSecond) <= most) &&
        Number(ask.minDurationSeconds) <= held.durationSeconds &&
        held.durationSeconds <= Number(ask.maxDurationSeconds),
    ) ?? null
  )
}
