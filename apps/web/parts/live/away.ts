import { onlineManager } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
let isSilent = false

/** Says whether the server answers. The banner of every page asks it every 3 s. */
export function noteSilent(silent: boolean): void {
  isSilent = silent
  for (const listener of listeners) listener()
}

function isAway(): boolean {
  return isSilent || !onlineManager.isOnline()
}

/** Calls `listener` when the network or the server goes away or returns. Returns how to stop. */
function onAwayChange(listener: () => void): () => void {
  listeners.add(listener)
  const stop = onlineManager.subscribe(listener)
  return () => {
    listeners.delete(listener)
    stop()
  }
}

/** True while this page cannot reach the server, so that what it shows may be out of date. */
export function useAway(): boolean {
  return useSyncExternalStore(onAwayChange, isAway, () => false)
}
