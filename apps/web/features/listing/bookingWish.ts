import { horizonSeconds } from '@infinitio/domain'
import type { RentSize } from '#web/parts/checkout/rentBounds.ts'
import type { LaterStart } from '#web/parts/machine/listingQuery.ts'

/** The renter's choice on a machine's page: GPUs, duration and start. `startHour` is in Unix hours; null means now. */
export type BookingWish = RentSize & { readonly startHour: number | null }

const hourSeconds = 3_600
const defaultHours = 24

/** Reads the GPUs, duration and start that the user wants from the URL of a machine's page. Invalid values become the defaults. */
export function wishOfParams(params: Pick<URLSearchParams, 'get'>): BookingWish {
  return {
    gpus: wholeOf(params.get('gpus'), 15) ?? 1,
    durationSeconds:
      wholeOf(params.get('seconds'), horizonSeconds) ?? (wholeOf(params.get('hours'), horizonSeconds / hourSeconds) ?? defaultHours) * hourSeconds,
    startHour: wholeOf(params.get('start'), 999_999_999),
  }
}

/** Returns the wanted start and duration; null if the user chose no start, so that the lease starts now. */
export function laterOfWish({ startHour, durationSeconds }: BookingWish): LaterStart | null {
  return startHour === null ? null : { startHour, seconds: durationSeconds }
}

/**
 * Returns the parameters of the URL with this choice of GPUs, duration and start. Other parameters stay unchanged. Whole hours are written as `hours`, as
 * searches write them, and other durations as `seconds`.
 */
export function paramsOfWish(params: URLSearchParams, { gpus, durationSeconds, startHour }: BookingWish): string {
  const next = new URLSearchParams(params)
  next.set('gpus', `${gpus}`)
  const isWhole = durationSeconds % hourSeconds === 0
  next.delete(isWhole ? 'seconds' : 'hours')
  next.set(isWhole ? 'hours' : 'seconds', `${isWhole ? durationSeconds / hourSeconds : durationSeconds}`)
  if (startHour === null) next.delete('start')
  else next.set('start', `${startHour}`)
  return next.toString()
}

function wholeOf(text: string | null, most: number): number | null {
  const value = text !== null && /^[0-9]{1,9}$/.test(text) ? Number(text) : 0
  return value >= 1 && value <= most ? value : null
}
