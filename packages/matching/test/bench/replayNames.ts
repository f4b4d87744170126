import { type Address, address, type OrderHash, orderHash } from '@infinitio/domain'

/** Small numbers for the names of a replay, in the order in which they are met: the same rows give the same ids. */
export type ReplayNames = {
  readonly classes: Map<string, number>
  readonly regions: Map<string, number>
  readonly traders: Map<string, number>
  readonly orders: Map<string, number>
}

/** Names of a replay that has not begun. */
export function replayNames(): ReplayNames {
  return { classes: new Map(), regions: new Map(), traders: new Map(), orders: new Map() }
}

/** The number of a name, from 1; the next one when it is new. */
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

/** The hash of an order: the book takes the API's word for hashes. */
export function hashOfOrder(names: ReplayNames, orderId: string): OrderHash {
  return orderHash(`0x${numberIn(names.orders, orderId).toString(16).padStart(64, '0')}`)
}
