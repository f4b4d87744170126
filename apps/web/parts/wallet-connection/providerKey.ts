import { getProviderKey } from '@infinitio/sdk'
import { type Hex, isHex } from 'viem'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { withLocalToken } from '#web/parts/local-token/withLocalToken.ts'

const place = 'infinitio.providerKey'

/** The development key of this machine's provider if this tab already fetched it, or null. */
export function storedProviderKey(): Hex | null {
  const kept = window.sessionStorage.getItem(place)
  return isHex(kept) ? kept : null
}

/**
 * Fetches the development key of this machine's provider, which the API gives to pages on its machine that have its token. Throws `wallet.key_unavailable` and
 * `auth.local_token_needed`.
 */
export async function fetchProviderKey(): Promise<Hex> {
  const { privateKey } = await withLocalToken((access) => getProviderKey(browserApi, access))
  window.sessionStorage.setItem(place, privateKey)
  return privateKey as Hex
}
