import { listNewestPublicAsks, listWindowsOfNodes, type OrderRow } from '@infinitio/db'
import type { NodeAsksWire } from '@infinitio/domain/wire'
import { readAskJson } from '../../market/machines/readOrderJson.ts'
import type { Services } from '../../services/services.ts'

/**
 * Returns the newest public ask of each of these nodes, and their planned maintenance. The agent of the nodes calls this with their session, and renews the
 * asks from the result. So it needs no session of the provider if the provider signed a mandate for the node's key.
 */
export async function listNodeAsks(services: Services, { nodeIds }: { nodeIds: readonly string[] }): Promise<NodeAsksWire> {
  const { now } = services.clock.read()
  const [rows, windows] = await Promise.all([
    listNewestPublicAsks(services.db, { nodeIds }),
    listWindowsOfNodes(services.db, { nodeIds, now: BigInt(now) }),
  ])
  return {
    chainNow: now,
    maintenance: windows.map(({ nodeId, from, until, cancelled }) => ({ node: nodeId, from: Number(from), until: Number(until), cancelled })),
    asks: rows.map(({ nodeId, orderHash, state, orderJson }) => ({
      node: nodeId ?? '',
      askHash: orderHash,
      state: askStateOf(state),
      ask: readAskJson(orderJson),
    })),
  }
}

/**
 * Converts the state of an order into the state of an ask. An ask has fewer states, because fills never use it up, and because the matcher has already accepted
 * it.
 */
function askStateOf(state: OrderRow['state']): NodeAsksWire['asks'][number]['state'] {
  return state === 'open' || state === 'cancelled' || state === 'abandoned' ? state : 'expired'
}
