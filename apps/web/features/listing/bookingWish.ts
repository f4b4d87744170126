import type { BookingChoice } from '#web/features/listing/bookingChoice.ts'
import type { LaterStart } from '#web/parts/machine/listingQuery.ts'

/** GPUs and hours, and the Unix hour from which on; null: from now on. */
export type BookingWish = BookingChoice & { readonly startHour: number | null }

const defaultHours = 24

/** Reads what is wanted from the address of a machine. What makes no sense there counts as not said. */
export function wishOfParams(params: Pick<URLSearchParams, 'get'>): BookingWish {
  return {
    gpus: wholeOf(params.get('gpus'), 15) ?? 1,
    hours: wholeOf(params.get('hours'), 672) ?? defaultHours,
    startHour: wholeOf(params.get('start'), 999_999_999),
  }
}

/** The start to come that is wanted; null: now. */
export function laterOfWish({ startHour, hours }: BookingWish): LaterStart | null {
  return startHour === null ? null : { startHour, hours }
}

/** The address's parameters with what is wanted; others stay. */
export function paramsOfWish(params: URLSearchParams, { gpus, hours, startHour }: BookingWish): string {
  const next = new URLSearchParams(params)
  next.set('gpus', `${gpus}`)
  next.set('hours', `${hours}`)
  if (startHour === null) next.delete('start')
  else next.set('start', `${startHour}`)
  return next.toString()
}

function wholeOf(text: string | null, most: number): number | null {
  const value = text !== null && /^[0-9]{1,9}$/.test(text) ? Number(text) : 0
  return value >= 1 && value <= most ? value : null
}
