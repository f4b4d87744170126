import type { AskWire, OrderPageWire } from '@infinitio/domain/wire'
import type { Client } from '@infinitio/sdk'
import type { KnownAsk } from './decideAsk.ts'
import { untilAnswered } from './untilAnswered.ts'

const pageSize = 100
const mostPages = 100

/**
 * Returns an account's asks, newest first, at least as far back as the newest ask of each of these nodes. Rejects if the account has so many newer orders that
 * the ask of some node is not reached: that node must not count as never listed, because a first ask would then overwrite the provider's price. Repeats each
 * call for `withinMs` while the API does not respond.
 */
export async function knownAsks({
  client,
  nodeIds,
  withinMs,
}: {
  client: Client
  nodeIds: ReadonlySet<string>
  withinMs: number
}): Promise<KnownAsk[]> {
  const asks: KnownAsk[] = []
  const missing = new Set(nodeIds)
  let cursor: string | null = null
  for (let page = 0; page < mostPages; page += 1) {
    const from: string | null = cursor
    const answer: OrderPageWire = await untilAnswered(() => client.listOrders({ limit: pageSize, ...(from === null ? {} : { cursor: from }) }), {
      withinMs,
    })
    for (const item of answer.items) {
      if (item.kind !== 'ask') continue
      asks.push({ state: item.state, order: item.order as AskWire })
      if (item.state !== 'rejected' && item.node !== null) missing.delete(item.node)
    }
    cursor = answer.nextCursor
    if (cursor === null || missing.size === 0) return asks
  }
  throw new Error(`the provider has more than ${mostPages * pageSize} orders since it last listed ${[...missing].join(', ')}`)
}
