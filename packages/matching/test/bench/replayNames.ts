import { type Address, address, type OrderHash, orderHash } from '@infinitio/domain'

/** Numbers for the names of a replay, in order of first use. The same rows give the same ids. */
export type ReplayNames = {
  readonly classes: Map<string, number>
  readonly regions: Map<string, number>
  readonly traders: Map<string, number>
  readonly orders: Map<string, number>
}

/** Makes an empty set of names. */
export function replayNames(): ReplayNames {
  return { classes: new Map(), regions: new Map(), traders: new Map(), orders: new Map() }
}

/** Returns the number of a name, from 1. A new name gets the next number. */
export function numberIn(names: Map<string, number>, name: string): number {
  const known = names.get(name)
  if (known !== undefined) return known
  names.set(name, names.size + 1)
  return names.size
}

/** The account of a trader. */
export function accountOfTrader(names: ReplayNames, traderId: string): Address {
  return address(`0x${numberIn(names.traders, traderId).toString(16).padStart(40, '0')}`)
}

/** Returns the hash of an order. The book trusts the hashes of the API. */
export function hashOfOrder(names: ReplayNames, orderId: string): OrderHash {
  return orderHash(`0x${numberIn(names.orders, orderId).toString(16).padStart(64, '0')}`)
}
