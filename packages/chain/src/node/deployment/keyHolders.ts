import type { Address, Hex32 } from '@infinitio/domain'
import { developmentChainId } from '../development/developmentChainId.ts'

/** Who holds the three keys of a deployment: `operator` changes engines and keys, `pauser` may pause for 72 h, `veto` stops proposals and new keys. */
export type KeyHolders = { readonly operator: Address; readonly pauser: Address; readonly veto: Address }

/** Keys that wait offline until the ones in use are lost or stolen. `gatewayHost` is a raw ed25519 public key. */
export type SpareKeys = { readonly engine: Address; readonly receipt: Address; readonly gatewayHost: Hex32 }

/** One account in all three places, which only a development chain accepts. */
export function oneHolder(account: Address): KeyHolders {
  return { operator: account, pauser: account, veto: account }
}

/**
 * Throws outside a development chain when two of the three places have one address, or when no spare keys are given: whoever stole one key would hold
 * two, and a stolen engine key would stop the market for the 48 h that a new key waits.
 */
export function checkKeyHolders(chainId: number, { holders, spares }: { holders: KeyHolders; spares: SpareKeys | null }): void {
  if (chainId === developmentChainId) return
  const { operator, pauser, veto } = holders
  if (new Set([operator, pauser, veto]).size < 3) throw new Error('operator, pauser and veto must be three addresses')
  if (spares === null) throw new Error('a deployment announces a spare engine key, receipt key and gateway host key')
}
