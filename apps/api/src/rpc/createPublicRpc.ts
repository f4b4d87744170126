import { type ChainNodes, createChainNodes } from '@infinitio/chain/node'
import type { RpcRequestWire } from '@infinitio/domain/wire'
import { callRpc } from '../chain/callRpc.ts'
import { createSlots, type SlotLimits } from './createSlots.ts'
import { rpcError } from './rpcError.ts'

/** The most bytes of one answer of the node. */
export const mostAnswerBytes = 2 * 1_048_576
const waits = { waiting: 512, waitingEach: 64, waitMs: 4_000 } as const
const ownNode: SlotLimits = { ...waits, slots: 32, each: 8, time: null }
const sharedNode: SlotLimits = { ...waits, slots: 2, each: 1, time: { share: 0.25, burstMs: 500 } }

/** The chain node for requests that any client can cause. */
export type PublicRpc = {
  /**
   * Sends one request when it is the turn of `caller` (an IP address, or a name for our own work).
   * Returns the node's answer, or the error `chain.node_busy` if too many requests wait or this one
   * waited too long. Reads at most `mostBytes` of the answer. Does not check the request: for a
   * client's request, call `admitRequest` first. Throws ChainUnavailableError if no node answers.
   */
  readonly send: (request: RpcRequestWire, options: { readonly caller: string; readonly mostBytes?: number }) => Promise<unknown>
}

/**
 * Opens the node for public requests. With `PUBLIC_RPC_URL` it is a separate node, and only the
 * number of open calls is limited. Without it, it is the node with which the market settles. In
 * that case, two calls run at a time, at most one for each caller, and all public requests together
 * may use a quarter of one processor core. After a pause they may use half a second at once, so
 * that the calls of one page do not wait.
 */
export function createPublicRpc({ publicUrl, nodes }: { publicUrl: string | undefined; nodes: ChainNodes }): PublicRpc {
  const isShared = publicUrl === undefined
  const own = isShared ? nodes : createChainNodes(publicUrl)
  const slots = createSlots(isShared ? sharedNode : ownNode)
  return {
    async send(request, { caller, mostBytes = mostAnswerBytes }) {
      // A node answers nothing to a request without id, so it gets the id null.
      const answer = await slots(caller, () => callRpc(own, { ...request, id: request.id ?? null }, { mostBytes }))
      return answer ?? rpcError(request, 'chain.node_busy', request.method)
    },
  }
}
