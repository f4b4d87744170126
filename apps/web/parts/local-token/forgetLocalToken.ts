import { localTokenPlace } from '#web/parts/local-token/localToken.ts'

/** Forgets a token that the server did not take. */
export function forgetLocalToken(): void {
  window.sessionStorage.removeItem(localTokenPlace)
  window.dispatchEvent(new Event(localTokenPlace))
}
