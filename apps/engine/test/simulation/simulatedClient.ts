import { createPublicClient, custom, type PublicClient, RpcRequestError, TimeoutError } from 'viem'
import type { Random } from '../../../../packages/matching/test/randomOf.ts'
import type { ModelChain } from './model/modelChain.ts'
import { answerRpc, RpcFailure } from './model/modelRpc.ts'
import type { Life, Scheduler } from './scheduler.ts'
import { signedBy } from './signingKey.ts'

type Setting = {
  room: string
  life: Life
  scheduler: Scheduler
  random: Random
  chain: ModelChain
}

const URL = 'http://model.invalid'

/**
 * Creates a client of one node of the model chain. Each call waits until the scheduler lets it run. A call or its answer may be lost, and the node may be a few
 * blocks behind.
 */
export function simulatedClient({ room, life, scheduler, random, chain }: Setting): PublicClient {
  const request = ({ method, params }: { method: string; params?: unknown }): Promise<unknown> => {
    const body = { method, params }
    return scheduler.park(life, {
      label: `${room} ${method}`,
      values: params,
      fates: ['fails', 'unanswered', 'stale', 'dies before', 'dies after'],
      perform: async (fate) => {
        const lost = new TimeoutError({ body, url: URL })
        if (fate === 'fails') throw lost
        const lag = fate === 'stale' ? 1 + random.below(3) : 0
        const question = { method, params: (params ?? []) as readonly unknown[], lag, now: Math.floor(scheduler.nowMs() / 1_000) }
        const { answer, failure } = attempt(() => answerRpc({ chain, question, senderOf: signedBy }))
        if (fate === 'unanswered') throw lost
        if (failure === null) return answer
        if (failure instanceof RpcFailure) throw new RpcRequestError({ body, url: URL, error: failure })
        scheduler.report(failure)
        throw lost
      },
    })
  }
  return createPublicClient({ transport: custom({ request } as never, { retryCount: 0 }), cacheTime: 0, pollingInterval: 50 }) as PublicClient
}

function attempt(ask: () => unknown): { answer: unknown; failure: unknown } {
  try {
    return { answer: ask(), failure: null }
  } catch (failure) {
    return { answer: null, failure }
  }
}
