import type { HoldWire, ListingWire } from '@infinitio/domain/wire'

/** What is known of a machine that may not be available; `ask` is set while it has one. */
export type KnownMachine = Pick<ListingWire, 'node' | 'classId' | 'runtime' | 'simulated'> & {
  readonly ask?: Pick<ListingWire['ask'], 'pricePerGpuSecond'>
}

/** What somebody is about to rent: GPUs of one machine, for how long, from when, at which price; held for five minutes or not held at all. */
export type Checkout = Pick<HoldWire, 'node' | 'gpus' | 'durationSeconds' | 'pricePerGpuSecond' | 'serverNow'> & {
  /** The hold's number, or the machine's where nothing is held: what was typed is carried from one checkout to another by it. */
  readonly key: string
  /** The machine as it can be rented now; null when it cannot. */
  readonly listing: ListingWire | null
  /** What is known of the machine, to find a similar one; null when it was never shown. */
  readonly like: KnownMachine | null
  /** When the lease starts, Unix seconds of the block clock; null: as soon as the order is signed. */
  readonly startAt: number | null
  /** The hold that freezes the price; null where the order is signed without one. */
  readonly hold: HoldWire | null
}

/** Returns the checkout of a hold. `seen` is its machine as it was shown last. */
export function checkoutOfHold(hold: HoldWire, seen: KnownMachine | null): Checkout {
  const { node, listing, gpus, durationSeconds, pricePerGpuSecond, serverNow } = hold
  return { ...{ node, listing, gpus, durationSeconds, pricePerGpuSecond, serverNow }, key: hold.holdId, like: listing ?? seen, startAt: null, hold }
}
