import { listNewestPublicAsks, type OrderRow } from '@infinitio/db'
import type { NodeAsksWire } from '@infinitio/domain/wire'
import { readAskJson } from '../../market/machines/readOrderJson.ts'
import type { Services } from '../../services/services.ts'

/**
 * Returns the newest public ask of each of these nodes, so that a node's key can sign it again under a permission
 * without its provider's session.
 */
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

/** Maps an order's state to an ask's state: an ask never fills as a whole, and the matcher has accepted it. */
function askStateOf(state: OrderRow['state']): NodeAsksWire['asks'][number]['state'] {
  return state === 'open' || state === 'cancelled' || state === 'abandoned' ? state : 'expired'
}
