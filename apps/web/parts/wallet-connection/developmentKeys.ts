import { getProviderKey, getVoterKey } from '@infinitio/sdk'
import { type Hex, isHex } from 'viem'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { withLocalToken } from '#web/parts/local-token/withLocalToken.ts'

/**
 * A development key that the API returns to pages on its machine that send its token. It is the key of this machine's provider, or of a second voter.
 */
export type DevelopmentKey = 'provider' | 'voter'

const places = { provider: 'infinitio.providerKey', voter: 'infinitio.voterKey' } as const

/** Returns a development key if this tab already fetched it, or null. */
export function storedDevelopmentKey(of: DevelopmentKey): Hex | null {
  const kept = window.sessionStorage.getItem(places[of])
  return isHex(kept) ? kept : null
}

/** Fetches a development key. Throws `wallet.key_unavailable` and `auth.local_token_needed`. */
export async function fetchDevelopmentKey(of: DevelopmentKey): Promise<Hex> {
  const fetchKey = of === 'provider' ? getProviderKey : getVoterKey
  const { privateKey } = await withLocalToken((access) => fetchKey(browserApi, access))
  window.sessionStorage.setItem(places[of], privateKey)
  return privateKey as Hex
}
