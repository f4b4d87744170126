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

/** A machine that the renter chose to rent after this one, with its number of GPUs. */
export type RentedNext = { readonly node: string; readonly gpus: number }

const defaultSeconds = 86_400
/** The most machines that follow one checkout. A comparison has at most four machines. */
const mostNext = 3

/** Returns the URL of the checkout that rents a machine without a hold, and then the machines in `next`, one after the other. */
export function rentAddress(node: string, { gpus, durationSeconds, startHour, run }: RentWish, next: readonly RentedNext[] = []): string {
  const params = new URLSearchParams({ gpus: `${gpus}`, seconds: `${durationSeconds}` })
  if (startHour !== null) params.set('start', `${startHour}`)
  if (run !== '') params.set('run', run)
  if (next.length > 0) params.set('next', next.map((one) => `${one.node}:${one.gpus}`).join(','))
  return `/rent/${node}?${params.toString().replaceAll('%2C', ',').replaceAll('%3A', ':')}`
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

/** Reads the machines that follow from the URL of a checkout. Leaves out texts that are not a machine with a number of GPUs. */
export function nextMachinesOf(params: Pick<URLSearchParams, 'get'>): RentedNext[] {
  const found = (params.get('next') ?? '').split(',').flatMap((text) => {
    const [, node = '', count = ''] = /^(0x[0-9a-f]{64}):([0-9]{1,2})$/.exec(text) ?? []
    const gpus = wholeOf(count, 15)
    return gpus === null ? [] : [{ node, gpus }]
  })
  return found.slice(0, mostNext)
}

function wholeOf(text: string | null, most: number): number | null {
  const value = text !== null && /^[0-9]{1,9}$/.test(text) ? Number(text) : 0
  return value >= 1 && value <= most ? value : null
}
