import { horizonSeconds } from '@infinitio/domain'

/** The terms in the URL of a checkout without a hold. */
export type RentWish = {
  readonly gpus: number
  readonly durationSeconds: number
  /** The hour at which the lease starts, in hours since 1970. Null to start now. */
  readonly startHour: number | null
  /** The requested program, written as in the URL of a search (`run`). Empty if no program is requested. */
  readonly run: string
}

const defaultSeconds = 86_400

/** Returns the URL of the checkout that rents a machine without a hold. */
export function rentAddress(node: string, { gpus, durationSeconds, startHour, run }: RentWish): string {
  const params = new URLSearchParams({ gpus: `${gpus}`, seconds: `${durationSeconds}` })
  if (startHour !== null) params.set('start', `${startHour}`)
  if (run !== '') params.set('run', run)
  return `/rent/${node}?${params.toString().replaceAll('%2C', ',')}`
}

/**
 * Reads the terms of a lease from the URL of a checkout that needs no hold (reservation). Values that are not valid become the defaults: one GPU, 24 hours,
 * starting now.
 */
export function rentWishOf(params: Pick<URLSearchParams, 'get'>): RentWish {
  return {
    gpus: wholeOf(params.get('gpus'), 15) ?? 1,
    durationSeconds: wholeOf(params.get('seconds'), horizonSeconds) ?? defaultSeconds,
    startHour: wholeOf(params.get('start'), 999_999_999),
    run: params.get('run') ?? '',
  }
}

function wholeOf(text: string | null, most: number): number | null {
  const value = text !== null && /^[0-9]{1,9}$/.test(text) ? Number(text) : 0
  return value >= 1 && value <= most ? value : null
}
