import { prepaidPaths } from '@infinitio/services'
import { refusal } from '../../transport/refusal.ts'
import { callByFetch, pathAt, refusedBy, type RouterCall } from './findRouter.ts'

/**
 * The balance behind an API key of a router, as the router counts it. Amounts in base units of PToken: `owed` is the sum of all answers since the channel was
 * first opened, `left` what running requests leave free. `usage` has the sums by day (UTC), key and model.
 */
export type RouterBalance = {
  readonly channel: string
  readonly deposited: bigint
  readonly settled: bigint
  readonly owed: bigint
  readonly left: bigint
  readonly usage: readonly {
    readonly day: string
    readonly key: string
    readonly model: string
    readonly requests: number
    readonly input: number
    readonly output: number
    readonly cost: bigint
  }[]
}

const withinMs = 10_000
const amounts = ['deposited', 'settled', 'owed', 'left', 'cost']

/** Asks a router for the balance behind an API key. Throws `service.router_refused` with the router's code, and `service.router_unanswered`. */
export async function askRouterBalance({
  url,
  apiKey,
  call = callByFetch,
}: {
  readonly url: string
  readonly apiKey: string
  readonly call?: RouterCall
}): Promise<RouterBalance> {
  const target = pathAt(url, prepaidPaths.balance)
  const headers = { authorization: `Bearer ${apiKey}` }
  const answer = await call(target, { method: 'GET', headers, signal: AbortSignal.timeout(withinMs) }).catch(() => {
    throw refusal('service.router_unanswered', { detail: target })
  })
  const balance = answer.status === 200 ? parsed(answer.text) : null
  if (balance === null) throw refusedBy(answer)
  return balance
}

function parsed(text: string): RouterBalance | null {
  try {
    const read = JSON.parse(text, (name, value: unknown) =>
      amounts.includes(name) && typeof value === 'string' ? BigInt(value) : value,
    ) as RouterBalance
    return typeof read.owed === 'bigint' && Array.isArray(read.usage) ? read : null
  } catch {
    return null
  }
}
