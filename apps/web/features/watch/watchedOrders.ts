import { useSyncExternalStore } from 'react'

/** An order that this browser watches, and how many of its GPUs were filled at the last notification. */
export type WatchedOrder = {
  readonly account: string
  readonly orderHash: string
  readonly title: string
  readonly gpusFilled: number
}

type Listener = () => void

const place = 'infinitio.watched'
/** The most orders that one browser watches. Each is fetched again when the account's orders change. */
export const mostWatched = 20
const none: readonly WatchedOrder[] = []
const listeners = new Set<Listener>()
let known: { readonly text: string | null; readonly orders: readonly WatchedOrder[] } = { text: null, orders: none }

/** Returns the orders that this browser watches, oldest first. The array stays the same object until the list changes. */
export function watchedOrders(): readonly WatchedOrder[] {
  const text = window.localStorage.getItem(place)
  if (text !== known.text) known = { text, orders: text === null ? none : (JSON.parse(text) as WatchedOrder[]) }
  return known.orders
}

/**
 * Adds an order to the watched orders, or replaces it to store how many GPUs were filled at the last notification. Above `mostWatched` orders, removes the
 * oldest.
 */
export function watchOrder(order: WatchedOrder): void {
  keep([...watchedOrders().filter(({ orderHash }) => orderHash !== order.orderHash), order].slice(-mostWatched))
}

/** Stops watching an order. */
export function unwatchOrder(orderHash: string): void {
  keep(watchedOrders().filter((order) => order.orderHash !== orderHash))
}

/** Calls `listener` when the list changes, here or in another tab. Returns a function that unsubscribes it. */
export function onWatchedChange(listener: Listener): () => void {
  listeners.add(listener)
  window.addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', listener)
  }
}

function keep(orders: readonly WatchedOrder[]): void {
  window.localStorage.setItem(place, JSON.stringify(orders))
  for (const listener of listeners) listener()
}

/** Returns the orders that this browser watches, or an empty list during server rendering. */
export function useWatchedOrders(): readonly WatchedOrder[] {
  return useSyncExternalStore(onWatchedChange, watchedOrders, () => none)
}
