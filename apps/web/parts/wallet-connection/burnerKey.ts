import { type Hex, isHex } from 'viem'
import { generatePrivateKey } from 'viem/accounts'

const place = (chainId: number): string => `infinitio.burner.${chainId}`

/** Returns the burner key that this browser stores for a chain, or null. */
export function storedBurnerKey(chainId: number): Hex | null {
  const kept = window.localStorage.getItem(place(chainId))
  return isHex(kept) && kept.length === 66 ? kept : null
}

/**
 * Returns the burner key of this browser. It creates and stores the key on first use. The key protects no real money, because it is for development
 * chains only.
 */
export function burnerKey(chainId: number): Hex {
  const kept = storedBurnerKey(chainId)
  if (kept !== null) return kept
  const fresh = generatePrivateKey()
  window.localStorage.setItem(place(chainId), fresh)
  return fresh
}
