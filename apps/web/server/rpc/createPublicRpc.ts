import { type ChainNodes, createChainNodes } from '@infinitio/chain/node'
import type { RpcRequestWire } from '@infinitio/domain/wire'
import { callRpc } from '../chain/callRpc.ts'
import { createSlots } from './createSlots.ts'
import { rpcError } from './rpcError.ts'

const mostAnswerBytes = 2 * 1_048_576

/** The chain node that strangers' requests go to. */
export type PublicRpc = {
  /** Sends one admitted request. Answers that the node is busy when too many wait. Throws ChainUnavailableError when no node answers. */
  readonly send: (request: RpcRequestWire) => Promise<unknown>
  readonly nodes: ChainNodes
}

/**
 * Opens the node for strangers' requests. With `PUBLIC_RPC_URL` it is a node of its own, and only the calls in flight are limited. Without, it is the node
 * by which the market settles: two calls at a time, and a slot rests for three times as long as it worked, so that strangers take at most half a core.
 */
export function createPublicRpc({ publicUrl, nodes }: { publicUrl: string | undefined; nodes: ChainNodes }): PublicRpc {
  const isShared = publicUrl === undefined
  const own = isShared ? nodes : createChainNodes(publicUrl)
  const slots = createSlots(isShared ? { slots: 2, waiting: 256, restFactor: 3 } : { slots: 32, waiting: 512, restFactor: 0 })
  return {
    nodes: own,
    async send(request) {
      const answer = await slots(() => callRpc(own, request, { mostBytes: mostAnswerBytes }))
      return answer ?? rpcError(request, 'chain.node_busy', request.method)
    },
  }
}
