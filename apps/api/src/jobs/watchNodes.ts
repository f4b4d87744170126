import {
  insertLostLeases,
  listTunnelDrops,
  markLostNodes,
  markSilentNodes,
  noteLostNode,
  noteSilentNodes,
  type Pulse,
  type Queryable,
  readPulse,
} from '@infinitio/db'
import type { Services } from '../services/services.ts'
import { showReturnedNodes, tellMatcher } from '../actions/machines/nodePresence.ts'
import { gatewayFaults, togetherMs } from './gatewayFaults.ts'

/**
 * One look at all nodes: shows those that are back, hides suspect ones, gives up lost ones. If no node changed, this is one read of the database. Nodes get 20 s after an absence of ours to be heard
 * again before any is hidden, and 120 s of a watch without a break, in which some gateway always held a tunnel, before any is lost. Returns the watch to go
 * on with.
 */
export async function watchNodes(services: Services, before: NodeWatch | null): Promise<NodeWatch> {
  const { suspectAfterSeconds, lostAfterSeconds } = services.nodeTimes
  const pulse = await readPulse(services.db, { withinSeconds: suspectAfterSeconds, lostAfterSeconds })
  const watch = watchOn(before, pulse)
  if (pulse.hasReturned) await showReturnedNodes(services)
  if (pulse.hasSilent && watch.lookedAtMs - watch.upSinceMs >= suspectAfterSeconds * 1_000) await hideSuspectNodes(services)
  if (pulse.mayBeLost && watch.lookedAtMs - watch.watchedSinceMs >= lostAfterSeconds * 1_000) await loseNodes(services, watch)
  return watch
}

/**
 * Since when nodes are watched without a break, in milliseconds of the database's clock: `upSinceMs` we and the database were there, `watchedSinceMs`
 * besides some gateway held a tunnel, so that a node that spoke would have been heard.
 */
export type NodeWatch = { readonly lookedAtMs: number; readonly upSinceMs: number; readonly watchedSinceMs: number }

/** Looks come every second: after so long without one it was we or the database who were away. */
const awayAfterMs = 5_000

/**
 * The watch after another look at the database. Pure. A clock that was set back or leapt ahead is a break, and so is a look that came late: whatever
 * nodes said meanwhile, nobody was there to hear it.
 */
export function watchOn(watch: NodeWatch | null, { at, hasTunnel }: Pick<Pulse, 'at' | 'hasTunnel'>): NodeWatch {
  const nowMs = at.getTime()
  const goesOn = watch !== null && nowMs >= watch.lookedAtMs && nowMs - watch.lookedAtMs <= awayAfterMs
  return {
    lookedAtMs: nowMs,
    upSinceMs: goesOn ? watch.upSinceMs : nowMs,
    watchedSinceMs: goesOn && hasTunnel ? watch.watchedSinceMs : nowMs,
  }
}

/** Hides every node that for 20 s said nothing or had no live tunnel: what is shown can be rented. Their providers are told. Returns how many. */
export function hideSuspectNodes(services: Services): Promise<number> {
  const { suspectAfterSeconds } = services.nodeTimes
  async function mark(tx: Queryable): Promise<string[]> {
    const nodeIds = await markSilentNodes(tx, { silentAfterSeconds: suspectAfterSeconds })
    if (nodeIds.length > 0) await noteSilentNodes(tx, { nodeIds })
    return nodeIds
  }
  return tellMatcher(services, { kind: 'NodeSilent', mark })
}

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
