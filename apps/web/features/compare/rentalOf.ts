import type { ListingWire } from '@infinitio/domain/wire'

/** Whether a machine that is free serves the hours and GPUs that are compared; if not, which of them it does not. */
export type Rental = 'fits' | 'hours' | 'gpus'

/** Holds a listing's quote against its ask's bounds and what is free of it. */
export function rentalOf({ ask, freeGpus, quote }: Pick<ListingWire, 'ask' | 'freeGpus' | 'quote'>): Rental {
  if (quote.durationSeconds < ask.minDurationSeconds || quote.durationSeconds > ask.maxDurationSeconds) return 'hours'
  return quote.gpus > Math.min(freeGpus, ask.maxGpus) ? 'gpus' : 'fits'
}
