'use client'
import { useSyncExternalStore } from 'react'
import { onWatchedChange, type WatchedOrder, watchedOrders } from '#web/features/watch/watchedOrders.ts'

const none: readonly WatchedOrder[] = []

/** The orders that this browser watches; none while the server renders. */
export function useWatchedOrders(): readonly WatchedOrder[] {
  return useSyncExternalStore(onWatchedChange, watchedOrders, () => none)
}
