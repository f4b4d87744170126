type Listener = () => void

const listeners = new Set<Listener>()
let isOpen = false

/** Returns true while the event stream is open: then the page updates automatically. */
export function isLive(): boolean {
  return isOpen
}

/** Sets whether the event stream is open. */
export function noteLive(open: boolean): void {
  if (open === isOpen) return
  isOpen = open
  for (const listener of listeners) listener()
}

/** Calls `listener` when the stream opens or closes. Returns a function that stops this. */
export function onLiveChange(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
