/** Matches the token of this machine's market after the `#` of the URL, as `npm start` prints it. */
const inAddress = /^#token=([A-Za-z0-9_-]{43})$/
/**
 * The session-storage key under which a tab stores the token of this machine's market. It is also the name of the event that a tab's window receives when the
 * tab's token changes.
 */
export const localTokenKey = 'infinitio.localToken'
const thisMachine: readonly string[] = ['localhost', '127.0.0.1', '[::1]']

/** A message between tabs of this site: the token, or null to ask the other tabs for it. */
type Said = string | null

let tabs: BroadcastChannel | null = null

/** Returns true if a program on the visitor's own machine serves the page. */
export function isOnThisMachine(): boolean {
  return thisMachine.includes(window.location.hostname)
}

/**
 * Removes the token of this machine's market from the URL, stores it while the tab is open, and shares it with other tabs of this site. It runs before the
 * first page shows. The token is only sent in requests to this site that need it.
 */
export function takeLocalToken(): void {
  tabs = isOnThisMachine() ? new BroadcastChannel(localTokenKey) : null
  tabs?.addEventListener('message', ({ data }: MessageEvent<Said>) => {
    const kept = storedLocalToken()
    if (data !== null && data !== kept) keep(data)
    if (data === null && kept !== null) tabs?.postMessage(kept)
  })
  takeFromAddress()
  // If the user enters the printed URL in a tab that already shows this site, the browser loads nothing: only the part after `#` changes.
  window.addEventListener('hashchange', takeFromAddress)
  if (storedLocalToken() === null) tabs?.postMessage(null)
}

function takeFromAddress(): void {
  const token = inAddress.exec(window.location.hash)?.[1]
  if (token === undefined) return
  window.history.replaceState(window.history.state, '', window.location.pathname + window.location.search)
  if (tabs === null) return
  keep(token)
  tabs.postMessage(token)
}

/** Returns the token of this machine's market if this tab has it, or null. */
export function storedLocalToken(): string | null {
  return window.sessionStorage.getItem(localTokenKey)
}

function keep(token: string): void {
  window.sessionStorage.setItem(localTokenKey, token)
  window.dispatchEvent(new Event(localTokenKey))
}
