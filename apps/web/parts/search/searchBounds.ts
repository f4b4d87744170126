import type { DurationBounds } from '#web/parts/duration/durationDraft.ts'

/** The length of a lease that a search may ask for: from 1 min to the 28 days of the longest lease. */
export const searchBounds: DurationBounds = { minSeconds: 60, maxSeconds: 28 * 86_400, limit: 'market' }
