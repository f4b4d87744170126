import { onlineManager } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
let isSilent = false

/** Stores whether the server has stopped responding. The banner on every page checks the server every 3 s and calls this. */
export function noteSilent(silent: boolean): void {
  isSilent = silent
  for (const listener of listeners) listener()
}

function isAway(): boolean {
  return isSilent || !onlineManager.isOnline()
}

/** Calls `listener` when the network is lost or returns, and after each call of `noteSilent`. Returns a function that stops this. */
function onAwayChange(listener: () => void): () => void {
  listeners.add(listener)
  const stop = onlineManager.subscribe(listener)
  return () => {
    listeners.delete(listener)
    stop()
  }
}

/** Returns true while this page cannot reach the server, so that its data may be out of date. */
export function useAway(): boolean {
  return useSyncExternalStore(onAwayChange, isAway, () => false)
}
