import { type Hex, isHex } from 'viem'
import { generatePrivateKey } from 'viem/accounts'

const place = (chainId: number): string => `infinitio.burner.${chainId}`

/** The burner key this browser keeps for a chain, or null. */
export function storedBurnerKey(chainId: number): Hex | null {
  const kept = window.localStorage.getItem(place(chainId))
  return isHex(kept) && kept.length === 66 ? kept : null
}

/** The burner key of this browser, made and kept on first use. It guards no real money: development chains only. */
export function burnerKey(chainId: number): Hex {
  const kept = storedBurnerKey(chainId)
  if (kept !== null) return kept
  const fresh = generatePrivateKey()
  window.localStorage.setItem(place(chainId), fresh)
  return fresh
}
