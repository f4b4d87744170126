import { InfinitioError, type LocalAccess } from '@infinitio/sdk'
import { storedLocalToken, localTokenKey } from '#web/parts/local-token/localToken.ts'

/**
 * Calls the API with the local token of this tab. If the API rejects the token, deletes it from the tab, so that the page shows how to get a new one. Throws
 * any error of `ask`.
 */
export async function withLocalToken<Answer>(ask: (access: LocalAccess) => Promise<Answer>): Promise<Answer> {
  const localToken = storedLocalToken()
  try {
    return await ask({ localToken })
  } catch (error) {
    if (localToken !== null && error instanceof InfinitioError && error.code === 'auth.local_token_needed') forgetLocalToken()
    throw error
  }
}

/** Deletes a token that the server rejected. */
function forgetLocalToken(): void {
  window.sessionStorage.removeItem(localTokenKey)
  window.dispatchEvent(new Event(localTokenKey))
}
