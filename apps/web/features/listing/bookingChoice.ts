import type { ListingWire } from '@infinitio/domain/wire'

/** How many GPUs and whole hours somebody is about to book. */
export type BookingChoice = { readonly gpus: number; readonly hours: number }

/** What may be chosen on a listing: its ask's bounds, what is free, and the 28 days a lease may last. Hours are whole. */
export function choiceBounds(listing: Pick<ListingWire, 'ask' | 'freeGpus'>): {
  minGpus: number
  maxGpus: number
  minHours: number
  maxHours: number
} {
  const { ask, freeGpus } = listing
  const minHours = Math.max(1, Math.ceil(ask.minDurationSeconds / 3_600))
  return {
    minGpus: ask.minGpus,
    maxGpus: Math.max(ask.minGpus, Math.min(ask.maxGpus, freeGpus)),
    minHours,
    maxHours: Math.max(minHours, Math.min(672, Math.floor(ask.maxDurationSeconds / 3_600))),
  }
}

/** A choice moved into the bounds. */
export function withinBounds({ gpus, hours }: BookingChoice, listing: Pick<ListingWire, 'ask' | 'freeGpus'>): BookingChoice {
  const { minGpus, maxGpus, minHours, maxHours } = choiceBounds(listing)
  return { gpus: clamp(gpus, minGpus, maxGpus), hours: clamp(hours, minHours, maxHours) }
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value))
}
