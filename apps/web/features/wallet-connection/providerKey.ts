import { getProviderKey } from '@infinitio/sdk'
import { type Hex, isHex } from 'viem'
import { browserApi } from '#web/features/api/browserApi.ts'

const place = 'infinitio.providerKey'

/** The development key of this machine's provider if this tab already fetched it, or null. */
export function keptProviderKey(): Hex | null {
  const kept = window.sessionStorage.getItem(place)
  return isHex(kept) ? kept : null
}

/** Fetches the development key of this machine's provider; the API serves it on the development chain and over loopback only. */
export async function fetchProviderKey(): Promise<Hex> {
  const { privateKey } = await getProviderKey(browserApi)
  window.sessionStorage.setItem(place, privateKey)
  return privateKey as Hex
}
