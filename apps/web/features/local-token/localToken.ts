/** A token in the address after `#`, as `npm start` prints it. */
const inAddress = /^#token=([A-Za-z0-9_-]{43})$/
const place = 'infinitio.localToken'
const thisMachine: readonly string[] = ['localhost', '127.0.0.1', '[::1]']

/** What tabs of this origin tell each other: a new one asks, and those that have the token answer. */
type Said = { readonly kind: 'ask' } | { readonly kind: 'token'; readonly token: string }

const listeners = new Set<() => void>()
let tabs: BroadcastChannel | null = null

/** True where the page is served by a program on the visitor's own machine. */
export function isOnThisMachine(): boolean {
  return thisMachine.includes(window.location.hostname)
}

/**
 * Takes the token out of the address, keeps it for as long as the tab is open, and shares it with the other tabs of this site. Runs before the first page shows. The
 * token goes nowhere else than into requests to this site that need it.
 */
export function takeLocalToken(): void {
  tabs = isOnThisMachine() ? new BroadcastChannel(place) : null
  tabs?.addEventListener('message', ({ data }: MessageEvent<Said>) => {
    const kept = keptLocalToken()
    if (data.kind === 'token' && data.token !== kept) keep(data.token)
    if (data.kind === 'ask' && kept !== null) say({ kind: 'token', token: kept })
  })
  takeFromAddress()
  // Whoever enters the address in a tab of this page changes only what stands after `#`.
  window.addEventListener('hashchange', takeFromAddress)
  if (keptLocalToken() === null) say({ kind: 'ask' })
}

function takeFromAddress(): void {
  const token = inAddress.exec(window.location.hash)?.[1]
  if (token === undefined) return
  window.history.replaceState(window.history.state, '', window.location.pathname + window.location.search)
  if (tabs === null) return
  keep(token)
  say({ kind: 'token', token })
}

/** The token of this machine's market if this tab has it, or null. */
export function keptLocalToken(): string | null {
  return window.sessionStorage.getItem(place)
}

/** Forgets a token that the server did not take. */
export function forgetLocalToken(): void {
  window.sessionStorage.removeItem(place)
  for (const hear of listeners) hear()
}

/** Calls back whenever the token of this tab is another one; the returned function ends that. */
export function onLocalToken(hear: () => void): () => void {
  listeners.add(hear)
  return () => void listeners.delete(hear)
}

function keep(token: string): void {
  window.sessionStorage.setItem(place, token)
  for (const hear of listeners) hear()
}

function say(said: Said): void {
  tabs?.postMessage(said)
}
