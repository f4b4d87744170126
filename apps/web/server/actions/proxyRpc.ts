import type { RpcRequestWire } from '@infinitio/domain/wire'
import { admitRequest } from '../rpc/admitRequest.ts'
import type { Services } from '../services.ts'

/**
 * Carries reading methods and signed transactions to the chain node for strangers, one or a batch. Each item is admitted and sent by itself, one after
 * the other, so that a batch takes one slot of the node at a time. What is not served is answered in JSON-RPC's own way.
 */
export async function proxyRpc(services: Services, body: RpcRequestWire | RpcRequestWire[]): Promise<unknown> {
  if (!Array.isArray(body)) return sendOne(services, body)
  const answers: unknown[] = []
  for (const item of body) answers.push(await sendOne(services, item))
  return answers
}

async function sendOne({ publicRpc, isOfMarket, clock }: Services, item: RpcRequestWire): Promise<unknown> {
  const admitted = await admitRequest(item, { headBlock: () => BigInt(clock.read().blockNumber), isOfMarket })
  return admitted.ok ? await publicRpc.send(admitted.request) : admitted.answer
}
