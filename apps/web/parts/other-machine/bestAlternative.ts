import type { HoldWire, ListingQueryWire, ListingWire } from '@infinitio/domain/wire'
import type { KnownMachine } from '#web/parts/checkout/checkout.ts'

/**
 * The terms that another machine must meet. If `hold` is null, the other machine may have any price. If `startAt` is null or undefined, the lease starts now.
 */
type Held = Pick<HoldWire, 'node' | 'gpus' | 'durationSeconds' | 'pricePerGpuSecond'> & {
  readonly hold?: HoldWire | null
  readonly startAt?: number | null
}
/** How many of the cheapest machines are compared with the wanted terms. */
const lookedAt = 20

/**
 * Returns the highest price that a replacement may have, in base units per GPU-second: the price of the hold or lease to replace or, if that is 0, the price of
 * its machine's ask. Returns null (any price) if the renter signs without a hold.
 */
function mostOf({ pricePerGpuSecond, hold }: Held, like: KnownMachine): bigint | null {
  if (hold === null) return null
  const held = BigInt(pricePerGpuSecond)
  return held === 0n ? BigInt(like.ask?.pricePerGpuSecond ?? 0) : held
}

/** Returns the search for a replacement: the same class, free from the same start for the same time, at no higher price than `mostOf` returns. */
export function alternativeQuery(held: Held, like: KnownMachine): ListingQueryWire {
  const most = mostOf(held, like)
  return {
    class: String(like.classId),
    minGpus: held.gpus,
    minutes: Math.max(1, Math.ceil(held.durationSeconds / 60)),
    ...(most === null ? {} : { maxPricePerGpuHour: String(most * 3_600n) }),
    ...(held.startAt == null ? {} : { startHour: held.startAt / 3_600 }),
    includeSimulated: like.simulated ? 'true' : 'false',
    sort: 'price',
    limit: lookedAt,
  }
}

/**
 * Returns the first machine of `found` (cheapest first) that can replace the wanted one. It must be another machine of the same class that runs the same
 * programs and has the GPUs free; a simulated machine replaces only a simulated one. Its ask must allow so long a lease, at no higher price than the hold.
 * Returns null if there is none.
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
