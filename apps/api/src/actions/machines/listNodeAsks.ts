import { listNewestPublicAsks, type OrderRow } from '@infinitio/db'
import type { NodeAsksWire } from '@infinitio/domain/wire'
import { readAskJson } from '../../market/machines/readOrderJson.ts'
import type { Services } from '../../services/services.ts'

/** Of each of these nodes the newest ask for everybody, so that a node's own key can sign it again under a mandate without its provider's session. */
export async function listNodeAsks(services: Services, { nodeIds }: { nodeIds: readonly string[] }): Promise<NodeAsksWire> {
  const { now } = services.clock.read()
  const rows = await listNewestPublicAsks(services.db, { nodeIds })
  return {
    chainNow: now,
    asks: rows.map(({ nodeId, orderHash, state, orderJson }) => ({
      node: nodeId ?? '',
      askHash: orderHash,
      state: askStateOf(state),
      ask: readAskJson(orderJson),
    })),
  }
}

/** What an ask can be: it is never matched as a whole, and the book did not refuse it. */
function askStateOf(state: OrderRow['state']): NodeAsksWire['asks'][number]['state'] {
  return state === 'open' || state === 'cancelled' || state === 'abandoned' ? state : 'expired'
}
