import { insertLostLeases, listTunnelDrops, markLostNodes, noteLostNode } from '@infinitio/db'
import type { Services } from '../services/services.ts'
import { gatewayFaults, togetherMs } from './gatewayFaults.ts'

/** So long after a gateway's fault its nodes are not given up for it. What is billed ends at the last sign of life all the same. */
const patienceSeconds = 600

/**
 * Gives up every node that gave no sign of life for 120 s in which somebody would have heard it, and notes the leases it ran: they are not its any
 * more, and the engine ends them on the chain at the node's last sign of life. Provider and holders are told. A node whose gateway was at fault is left for ten minutes. `watchedSinceMs`: since when nodes are watched. Returns how many
 * nodes.
 */
export async function loseNodes(services: Services, { watchedSinceMs }: { watchedSinceMs: number }): Promise<number> {
  const { db, clock, logger, market, hub, nodeTimes } = services
  const except = await nodesOfFaultyGateways(services)
  const { lostAfterSeconds } = nodeTimes
  const lost = await db.transaction(async (tx) => {
    const nodes = await markLostNodes(tx, { lostAfterSeconds, watchedSince: new Date(watchedSinceMs), except })
    const noted: { nodeId: string; leases: string[] }[] = []
    for (const { nodeId, silentSeconds } of nodes) {
      const chainNow = BigInt(clock.read().now)
      const leases = await insertLostLeases(tx, { nodeId, since: chainNow - BigInt(silentSeconds), chainNow })
      await noteLostNode(tx, { nodeId, leases })
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

async function nodesOfFaultyGateways({ db, nodeTimes, logger }: Services): Promise<string[]> {
  const { suspectAfterSeconds, lostAfterSeconds } = nodeTimes
  const withinSeconds = patienceSeconds + togetherMs / 1_000
  const tunnels = await listTunnelDrops(db, { withinSeconds, silentAfterSeconds: suspectAfterSeconds, lostAfterSeconds })
  const inMs = tunnels.map(({ connectedAt, droppedAt, ...tunnel }) => ({
    ...tunnel,
    ...{ connectedAtMs: connectedAt.getTime(), droppedAtMs: droppedAt?.getTime() ?? null },
  }))
  const nodes = [...gatewayFaults(inMs)]
  if (nodes.length > 0) logger.warn({ nodes }, "nodes are not given up: their gateway's fault")
  return nodes
}
