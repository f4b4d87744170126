import type { RpcRequestWire } from '@infinitio/domain/wire'
import { admitRequest } from '../rpc/admitRequest.ts'
import { mostAnswerBytes } from '../rpc/createPublicRpc.ts'
import { rpcError } from '../rpc/rpcError.ts'
import type { Services } from '../services.ts'

const mostBatchBytes = 2 * mostAnswerBytes
/** Below the deadline of the endpoint, so that a batch whose first items were slow still returns their answers. */
const withinMs = 5_000

/**
 * Carries reading methods and signed transactions to the chain node for strangers, one or a batch. `caller` is the address of the connection. Each item is
 * admitted and sent in its own turn, one after the other, so that a batch takes one slot of the node at a time. A request that is refused gets a JSON-RPC
 * error. All answers together take at most 4 MiB and start within 5 s; items beyond get an error.
 */
export async function proxyRpc(services: Services, body: RpcRequestWire | RpcRequestWire[], { caller }: { caller: string }): Promise<unknown> {
  if (!Array.isArray(body)) return sendOne(services, body, { caller, mostBytes: mostAnswerBytes })
  const startedAt = performance.now()
  const answers: unknown[] = []
  let bytesLeft = mostBatchBytes
  for (const item of body) {
    if (bytesLeft <= 0 || performance.now() - startedAt > withinMs) {
      const isFull = bytesLeft <= 0
      answers.push(
        rpcError(item, isFull ? 'chain.request_refused' : 'chain.node_busy', isFull ? 'the batch is too large' : 'the batch took too long'),
      )
      continue
    }
    const answer = await sendOne(services, item, { caller, mostBytes: Math.min(mostAnswerBytes, bytesLeft) })
    bytesLeft -= Buffer.byteLength(JSON.stringify(answer))
    answers.push(answer)
  }
  return answers
}

async function sendOne(
  { publicRpc, isOfMarket, clock }: Services,
  item: RpcRequestWire,
  { caller, mostBytes }: { caller: string; mostBytes: number },
): Promise<unknown> {
  const admitted = await admitRequest(item, { headBlock: () => BigInt(clock.read().blockNumber), caller, isOfMarket })
  return admitted.ok ? await publicRpc.send(admitted.request, { caller, mostBytes }) : admitted.answer
}
