import type { HoldWire, ListingWire } from '@infinitio/domain/wire'

/** The data of a machine that may no longer be rentable. `ask` exists only while the machine is listed. */
export type KnownMachine = Pick<ListingWire, 'node' | 'classId' | 'runtime' | 'simulated'> & {
  readonly ask?: Pick<ListingWire['ask'], 'pricePerGpuSecond'>
}

/** The terms of a lease before its signature: GPUs of one machine, duration, start and price, with a hold (reservation) or without one. */
export type Checkout = Pick<HoldWire, 'node' | 'gpus' | 'durationSeconds' | 'pricePerGpuSecond' | 'serverNow'> & {
  /**
   * Identifies this checkout: the id of the hold, or of the machine if there is no hold. If the user goes from another checkout to this one, the values typed
   * there are passed on under this key.
   */
  readonly key: string
  /** The machine as it can be rented now; null when it cannot. */
  readonly listing: ListingWire | null
  /** The machine as the page last showed it, so that a similar one can be found; null if it was never shown. */
  readonly like: KnownMachine | null
  /** When the lease starts, in Unix seconds of the block clock; null to start as soon as the order is signed. */
  readonly startAt: number | null
  /** The hold (a reservation for five minutes) that freezes the price; null if the renter signs without one. */
  readonly hold: HoldWire | null
}

/** Returns the checkout of a hold. `seen` is its machine as the page last showed it. */
export function checkoutOfHold(hold: HoldWire, seen: KnownMachine | null): Checkout {
  const { node, listing, gpus, durationSeconds, pricePerGpuSecond, serverNow } = hold
  return { ...{ node, listing, gpus, durationSeconds, pricePerGpuSecond, serverNow }, key: hold.holdId, like: listing ?? seen, startAt: null, hold }
}
