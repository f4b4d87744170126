import { horizonSeconds } from '@infinitio/domain'
import type { ListingWire } from '@infinitio/domain/wire'
import type { DurationBounds } from '#web/parts/duration/durationDraft.ts'

/** The number of GPUs and the duration in seconds of a lease. */
export type RentSize = { readonly gpus: number; readonly durationSeconds: number }

/** The limits of a listing for the number of GPUs and the seconds of a lease. */
export type RentBounds = { readonly minGpus: number; readonly maxGpus: number; readonly time: DurationBounds }

/**
 * A lease must end at least `marginSeconds` before its machine's ask ends, so that there is time for signing and settling. The time that the ask allows is
 * rounded down to a multiple of `stepSeconds`, so that the limit does not change each second.
 */
const marginSeconds = 300
const stepSeconds = 600

/**
 * Returns the limits within which a listing can be rented. They come from its ask, its free GPUs and the 28 days that a lease may last. `from` is the start of
 * the lease in Unix seconds; null while it is not known.
 */
export function rentBounds({ ask, freeGpus }: Pick<ListingWire, 'ask' | 'freeGpus'>, from: number | null): RentBounds {
  const minSeconds = Math.max(1, ask.minDurationSeconds)
  const offered = from === null ? horizonSeconds : Math.floor((ask.availableUntil - from - marginSeconds) / stepSeconds) * stepSeconds
  const ofAsk = Math.min(ask.maxDurationSeconds, offered)
  return {
    minGpus: ask.minGpus,
    maxGpus: Math.max(ask.minGpus, Math.min(ask.maxGpus, freeGpus)),
    time: {
      minSeconds,
      maxSeconds: Math.max(minSeconds, Math.min(horizonSeconds, ofAsk)),
      limit: ofAsk >= horizonSeconds ? 'market' : 'ask',
    },
  }
}

/** Returns the GPUs and the seconds of a lease, changed where needed to fit the limits of a listing. */
export function withinBounds({ gpus, durationSeconds }: RentSize, listing: Pick<ListingWire, 'ask' | 'freeGpus'>, from: number | null): RentSize {
  const { minGpus, maxGpus, time } = rentBounds(listing, from)
  return { gpus: clamp(gpus, minGpus, maxGpus), durationSeconds: clamp(durationSeconds, time.minSeconds, time.maxSeconds) }
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value))
}
