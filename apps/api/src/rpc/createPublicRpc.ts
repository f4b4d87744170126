import { type ChainNodes, createChainNodes } from '@infinitio/chain/node'
import type { RpcRequestWire } from '@infinitio/domain/wire'
import type { Hex } from 'viem'
import { ChainUnavailableError } from '../chain/ChainUnavailableError.ts'
import { callRpc } from '../chain/callRpc.ts'
import { createSlots, type SlotLimits } from './createSlots.ts'
import { rpcError } from './rpcError.ts'

/** The most bytes of one answer of the chain node that are read. */
export const mostAnswerBytes = 2 * 1_048_576
const waits = { waiting: 512, waitingEach: 64, waitMs: 4_000 } as const
const ownNode: SlotLimits = { ...waits, slots: 32, each: 8, time: null }
const sharedNode: SlotLimits = { ...waits, slots: 2, each: 1, time: { share: 0.25, burstMs: 500 } }

/** The chain node for requests that any client can cause. */
export type PublicRpc = {
  /**
   * Sends one request when it is the turn of `caller` (an IP address, or a name for the API's own work). Returns the chain node's answer. Returns the error
   * `chain.node_busy` if too many requests wait, or if this one waited too long. Reads at most `mostBytes` of the answer. Does not check the request; for a
   * client's request, call `admitRequest` first. Throws ChainUnavailableError if no chain node answers.
   */
  readonly send: (request: RpcRequestWire, options: { readonly caller: string; readonly mostBytes?: number }) => Promise<unknown>
}

/**
 * Opens the chain node for public requests.
 * - With `PUBLIC_RPC_URL`, it is a separate node, and only the number of parallel calls is limited.
 * - Without it, public requests go to the node with which the market settles. Then two calls run at a time, at most one for each caller, and all of them
 *   together may use a quarter of one processor core. After a pause they may use half a second at once, so that the calls of one page do not wait.
 */
export function createPublicRpc({ publicUrl, nodes }: { publicUrl: string | undefined; nodes: ChainNodes }): PublicRpc {
  const isShared = publicUrl === undefined
  const own = isShared ? nodes : createChainNodes(publicUrl)
  const slots = createSlots(isShared ? sharedNode : ownNode)
  return {
    async send(request, { caller, mostBytes = mostAnswerBytes }) {
      // A chain node ignores a request without an id (a notification). Set the id to null, so that it answers.
      const answer = await slots(caller, () => callRpc(own, { ...request, id: request.id ?? null }, { mostBytes }))
      return answer ?? rpcError(request, 'chain.node_busy', request.method)
    },
  }
}

/** JSON-RPC error code of a call that reverted. EIP-1474 defines none; geth, reth and anvil use this code. */
const revertCode = 3

/**
 * A call that the API makes because of a public request. `gas` is the most gas that it may use, without the 21,000 gas that every transaction costs. `to` is
 * null if `data` contains the code to run. `caller` is the IP address that sent the request; callers take turns.
 */
type PublicCall = { readonly caller: string; readonly to: Hex | null; readonly data: Hex; readonly gas: bigint }

/** The returned data, or the reason for a failure: the called code reverted or used up its gas (`reverted`), or too many calls wait (`busy`). */
type PublicCallResult = { readonly kind: 'returned'; readonly data: Hex } | { readonly kind: 'reverted' } | { readonly kind: 'busy' }

/**
 * Runs `eth_call` at the latest block, on the chain node for public requests, with a gas limit. Use it for every read if a client chooses how much work the
 * read is, such as the signature check of a contract account. Returns `busy` if too many calls wait; the caller should then refuse with `chain.node_busy`.
 * Throws ChainUnavailableError if no node answers or the answer is malformed.
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

/** Returns how a call failed: in the called code, or because the chain node is busy. Throws ChainUnavailableError for every other failure of the node. */
function kindOf({ code, message, data }: RpcError): PublicCallResult {
  if (typeof data === 'object' && data !== null && 'code' in data && data.code === 'chain.node_busy') return { kind: 'busy' }
  const isOfTheCall = code === revertCode || /revert|out of ?gas|gas required|intrinsic gas|opcode|stack|jump|evm error/i.test(String(message))
  if (!isOfTheCall) throw new ChainUnavailableError(`the node did not run a call: ${String(message)}`)
  return { kind: 'reverted' }
}
