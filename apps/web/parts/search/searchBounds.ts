import { horizonSeconds } from '@infinitio/domain'
import type { DurationBounds } from '#web/parts/duration/durationDraft.ts'

/** The lease durations for which a search may ask: from 1 min to 28 days, the duration of the longest lease. */
export const searchBounds: DurationBounds = { minSeconds: 60, maxSeconds: horizonSeconds, limit: 'market' }
