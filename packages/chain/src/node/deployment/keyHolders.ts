import type { Address, Hex32 } from '@infinitio/domain'
import { developmentChainId } from '../development/developmentChainId.ts'

/**
 * The accounts with special rights in a deployment: `operator` changes engines and keys, `pauser` may pause the market for 72 h, `veto` stops proposals and new
 * keys.
 */
export type KeyHolders = { readonly operator: Address; readonly pauser: Address; readonly veto: Address }

/** Keys that stay offline until a key in use is lost or stolen. `gatewayHost` is a raw ed25519 public key. */
export type SpareKeys = { readonly engine: Address; readonly receipt: Address; readonly gatewayHost: Hex32 }

/** Returns the same account as operator, pauser and holder of the veto. Only a development chain accepts this. */
export function oneHolder(account: Address): KeyHolders {
  return { operator: account, pauser: account, veto: account }
}

/**
 * Checks who holds the special rights of a deployment. Accepts every choice on a development chain. On any other chain, throws if two rights have the same
 * address, because the thief of one key would then get two rights. Also throws if there are no spare keys, because a stolen engine key would then stop the
 * market for the 48 h until a new key is valid.
 */
export function checkKeyHolders(chainId: number, { holders, spares }: { holders: KeyHolders; spares: SpareKeys | null }): void {
  if (chainId === developmentChainId) return
  const { operator, pauser, veto } = holders
  if (new Set([operator, pauser, veto]).size < 3) throw new Error('operator, pauser and veto must be three addresses')
  if (spares === null) throw new Error('a deployment announces a spare engine key, receipt key and gateway host key')
}
