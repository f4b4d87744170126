import { setTimeout as delay } from 'node:timers/promises'
import type { RpcRequestWire } from '@infinitio/domain/wire'
import { admitRequest } from '../../rpc/admitRequest.ts'
import { mostAnswerBytes } from '../../rpc/createPublicRpc.ts'
import { rpcError } from '../../rpc/rpcError.ts'
import type { Services } from '../../services/services.ts'

const mostBatchBytes = 2 * mostAnswerBytes
/**
 * A request in a batch may only start within this many milliseconds after the start of the batch. This is shorter than the time limit of the endpoint, so if
 * the first requests are slow, the batch still returns their answers.
 */
const withinMs = 5_000
/**
 * Each request of a batch must be answered within this many milliseconds after the start of the batch. The time includes the wait for its turn and for the
 * chain node. It is shorter than the endpoint's deadline.
 */
const answeredWithinMs = 7_000

/**
 * Forwards one request or a batch to the chain node: public reads and signed transactions. `caller` is the IP address of the connection. The requests of a
 * batch run one after the other, so that a batch never has more than one request at the chain node. All answers of a batch together have at most 4 MiB. A
 * request gets a JSON-RPC error if it is rejected, if it cannot start within 5 s after the start of the batch, or if it has no answer after 7 s.
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

/** Returns the answer of an item, or the error "busy" if there is none by `endsAt`. Ignores an answer that arrives later. */
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
