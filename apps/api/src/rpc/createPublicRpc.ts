import { type ChainNodes, createChainNodes } from '@infinitio/chain/node'
import type { RpcRequestWire } from '@infinitio/domain/wire'
import { callRpc } from '../chain/callRpc.ts'
import { createSlots, type SlotLimits } from './createSlots.ts'
import { rpcError } from './rpcError.ts'

/** Maximum bytes of one answer of the node. */
export const mostAnswerBytes = 2 * 1_048_576
const waits = { waiting: 512, waitingEach: 64, waitMs: 4_000 } as const
const ownNode: SlotLimits = { ...waits, slots: 32, each: 8, time: null }
const sharedNode: SlotLimits = { ...waits, slots: 2, each: 1, time: { share: 0.25, burstMs: 500 } }

/** The chain node that serves requests which strangers cause. */
export type PublicRpc = {
  /**
   * Sends one request in a turn of `caller` (an address of a connection, or a name for our own work) and returns the node's answer, or the error
   * `chain.node_busy`. Reads at most `mostBytes` of the answer. The request is sent as it is: `admitRequest` checks those of strangers. Throws
   * ChainUnavailableError when no node answers.
   */
  readonly send: (request: RpcRequestWire, options: { readonly caller: string; readonly mostBytes?: number }) => Promise<unknown>
}

/**
 * Opens the node for strangers' requests. With `PUBLIC_RPC_URL` it is a separate node, and only the calls in flight are limited. Without it, it is the
 * node by which the market settles: two calls at a time, one of each caller, and all strangers together get a quarter of a core. After a pause they may use
 * half a second at once, so the calls of one page do not wait.
 */
export function createPublicRpc({ publicUrl, nodes }: { publicUrl: string | undefined; nodes: ChainNodes }): PublicRpc {
  const isShared = publicUrl === undefined
  const own = isShared ? nodes : createChainNodes(publicUrl)
  const slots = createSlots(isShared ? sharedNode : ownNode)
  return {
    async send(request, { caller, mostBytes = mostAnswerBytes }) {
      const answer = await slots(caller, () => callRpc(own, request, { mostBytes }))
      return answer ?? rpcError(request, 'chain.node_busy', request.method)
    },
  }
}
