import { insertLostLeases, markLostNodes } from '@infinitio/db'
import type { Services } from '../services.ts'

/**
 * Gives up every node that gave no sign of life for 120 s in which somebody would have heard it, and notes the leases it ran: they are not its any
 * more, and the engine ends them on the chain at the node's last sign of life. `watchedSinceMs`: since when nodes are watched. Returns how many
 * nodes.
 */
export async function loseNodes(services: Services, { watchedSinceMs }: { watchedSinceMs: number }): Promise<number> {
  const { db, clock, logger, market, hub, nodeTimes } = services
  const { lostAfterSeconds } = nodeTimes
  const lost = await db.transaction(async (tx) => {
    const nodes = await markLostNodes(tx, { lostAfterSeconds, watchedSince: new Date(watchedSinceMs) })
    const noted: { nodeId: string; leases: string[] }[] = []
    for (const { nodeId, silentSeconds } of nodes) {
      const chainNow = BigInt(clock.read().now)
      const leases = await insertLostLeases(tx, { nodeId, since: chainNow - BigInt(silentSeconds), chainNow })
      noted.push({ nodeId, leases: leases.map(String) })
    }
    return noted
  })
  for (const { nodeId, leases } of lost) logger.warn({ nodeId, leases }, 'a node is lost')
  if (lost.length === 0) return 0
  market.markChanged()
  hub.wake()
  return lost.length
}
