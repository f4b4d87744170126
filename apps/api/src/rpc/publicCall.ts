import type { Hex } from 'viem'
import { ChainUnavailableError } from '../chain/ChainUnavailableError.ts'
import type { PublicRpc } from './createPublicRpc.ts'

/** JSON-RPC error code of a call that reverted (EIP-1474 has none; geth, reth and anvil use this one). */
const revertCode = 3

/**
 * A call that the API makes because of a public request. `gas` is the limit of the call without the
 * 21,000 of a transaction. `to` is null for a call that contains its own code. `caller` is the IP
 * address that sent the request; callers take turns, so that none delays another.
 */
export type PublicCall = { readonly caller: string; readonly to: Hex | null; readonly data: Hex; readonly gas: bigint }

/** The returned data, or the reason for a failure: the code reverted, or the gas was used up. */
export type PublicCallResult = { readonly kind: 'returned'; readonly data: Hex } | { readonly kind: 'reverted' } | { readonly kind: 'busy' }

/**
 * Runs `eth_call` at the latest block, on the node for public requests, with a gas limit. Use it
 * for every read whose work a client chooses, such as the signature check of a contract account.
 * Returns `busy` if too many calls wait; then reject with `chain.node_busy`. Throws
 * ChainUnavailableError if no node answers or the answer is malformed.
 */
export async function publicCall(rpc: PublicRpc, { caller, to, data, gas }: PublicCall): Promise<PublicCallResult> {
  const params = [{ ...(to === null ? {} : { to }), data, gas: `0x${gas.toString(16)}` }, 'latest']
  const answer = await rpc.send({ jsonrpc: '2.0', id: 1, method: 'eth_call', params }, { caller })
  const { result, error } = answer as { result?: unknown; error?: RpcError }
  if (error !== undefined) return kindOf(error)
  if (typeof result !== 'string' || !/^0x(?:[0-9a-fA-F]{2})*$/.test(result)) throw new ChainUnavailableError('the node returned no data for a call')
  return { kind: 'returned', data: result as Hex }
}

type RpcError = { readonly code?: unknown; readonly message?: unknown; readonly data?: unknown }

/** Returns the kind of a failure of the called code. Throws the error if the node itself failed. */
function kindOf({ code, message, data }: RpcError): PublicCallResult {
  if (typeof data === 'object' && data !== null && 'code' in data && data.code === 'chain.node_busy') return { kind: 'busy' }
  const isOfTheCall = code === revertCode || /revert|out of ?gas|gas required|intrinsic gas|opcode|stack|jump|evm error/i.test(String(message))
  if (!isOfTheCall) throw new ChainUnavailableError(`the node did not run a call: ${String(message)}`)
  return { kind: 'reverted' }
}
