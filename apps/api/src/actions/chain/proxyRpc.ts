import { setTimeout as delay } from 'node:timers/promises'
import type { RpcRequestWire } from '@infinitio/domain/wire'
import { admitRequest } from '../../rpc/admitRequest.ts'
import { mostAnswerBytes } from '../../rpc/createPublicRpc.ts'
import { rpcError } from '../../rpc/rpcError.ts'
import type { Services } from '../../services/services.ts'

const mostBatchBytes = 2 * mostAnswerBytes
/** Below the deadline of the endpoint, so that a batch whose first items were slow still returns their answers. */
const withinMs = 5_000
/** Below that deadline too: an item may wait for its turn, and then for the node. */
const answeredWithinMs = 7_000

/**
 * Carries reading methods and signed transactions to the chain node for strangers, one or a batch. `caller` is the address of the connection. Each item is
 * admitted and sent in its own turn, one after the other, so that a batch takes one slot of the node at a time. A request that is refused gets a JSON-RPC
 * error. All answers together take at most 4 MiB and start within 5 s; items beyond get an error, and so does an item without an answer after 7 s.
 */
export async function proxyRpc(services: Services, body: RpcRequestWire | RpcRequestWire[], { caller }: { caller: string }): Promise<unknown> {
  const startedAt = performance.now()
  const send = (item: RpcRequestWire, mostBytes: number) =>
    answeredBy(startedAt + answeredWithinMs, { item, answer: sendOne(services, item, { caller, mostBytes }) })
  if (!Array.isArray(body)) return send(body, mostAnswerBytes)
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
    const answer = await send(item, Math.min(mostAnswerBytes, bytesLeft))
    bytesLeft -= Buffer.byteLength(JSON.stringify(answer))
    answers.push(answer)
  }
  return answers
}

/** Returns the answer, or after `endsAt` that the node is busy. A turn that comes later is used, and its answer is dropped. */
async function answeredBy(endsAt: number, { item, answer }: { item: RpcRequestWire; answer: Promise<unknown> }): Promise<unknown> {
  const over = new AbortController()
  const busy = rpcError(item, 'chain.node_busy', 'no answer in time')
  const late = delay(Math.max(0, endsAt - performance.now()), busy, { signal: over.signal, ref: false })
  try {
    return await Promise.race([answer, late])
  } finally {
    over.abort()
  }
}

async function sendOne(
  { publicRpc, isOfMarket, clock }: Services,
  item: RpcRequestWire,
  { caller, mostBytes }: { caller: string; mostBytes: number },
): Promise<unknown> {
  const admitted = await admitRequest(item, { headBlock: () => BigInt(clock.read().blockNumber), caller, isOfMarket })
  return admitted.ok ? await publicRpc.send(admitted.request, { caller, mostBytes }) : admitted.answer
}
