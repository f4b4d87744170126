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
 * Checks all nodes once: shows nodes that respond again, hides suspect nodes, and gives up nodes (counts them as lost). `before` is the result of the previous
 * call. After an outage of this server, nodes have `suspectAfterSeconds` to report before any is hidden. Nodes are given up only if these checks ran for
 * `lostAfterSeconds` without a break and, all that time, some gateway had a tunnel and heartbeats of some node arrived. Returns the state for the next call.
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
 * The state of the checks of `watchNodes`, as moments in milliseconds of the database clock. `lookedAtMs` is the last check. Since `upSinceMs`, checks have run
 * without a break, so this server and the database were up. Since `watchedSinceMs`, some gateway also had a tunnel and some node's heartbeats arrived the whole time. So this market would have noticed another
 * node, too.
 */
export type NodeWatch = { readonly lookedAtMs: number; readonly upSinceMs: number; readonly watchedSinceMs: number }

/**
 * Checks run every second. After this many milliseconds without one, this server or the database
 * was down.
 */
const awayAfterMs = 5_000

/**
 * Returns the state of the checks after one more check, at the time `at`. If this check comes late or the clock was set back, `upSinceMs` and `watchedSinceMs`
 * are set to now, because heartbeats may have been lost in between. Pure.
 */
export function watchOn(watch: NodeWatch | null, { at, hasTunnel, hasHeartbeat }: Pick<Pulse, 'at' | 'hasTunnel' | 'hasHeartbeat'>): NodeWatch {
  const nowMs = at.getTime()
  const goesOn = watch !== null && nowMs >= watch.lookedAtMs && nowMs - watch.lookedAtMs <= awayAfterMs
  return {
    lookedAtMs: nowMs,
    upSinceMs: goesOn ? watch.upSinceMs : nowMs,
    watchedSinceMs: goesOn && hasTunnel && hasHeartbeat ? watch.watchedSinceMs : nowMs,
  }
}

/**
 * Hides every node that sent no heartbeat or had no open tunnel for `suspectAfterSeconds`, because renters could not reach it. Notifies the nodes' providers.
 * Returns the number of nodes.
 */
export function hideSuspectNodes(services: Services): Promise<number> {
  const { suspectAfterSeconds } = services.nodeTimes
  async function mark(tx: Queryable): Promise<string[]> {
    const nodeIds = await markSilentNodes(tx, { silentAfterSeconds: suspectAfterSeconds })
    if (nodeIds.length > 0) await noteSilentNodes(tx, { nodeIds })
    return nodeIds
  }
  return tellMatcher(services, { kind: 'NodeSilent', mark })
}

/**
 * For this many seconds after a gateway's failure, its nodes are not given up, because they may reconnect. If they do not, billing still ends at the time when
 * the silence began.
 */
const patienceSeconds = 600

/**
 * Gives up every node (counts it as lost) that had neither a heartbeat nor a tunnel for `lostAfterSeconds` after `watchedSinceMs`, the moment of that name in
 * `NodeWatch`. Marks its leases as lost, so that the engine ends them on the chain at the time when the silence began. Notifies the provider and the holders.
 * Leaves out the nodes of a failed gateway for ten minutes. Returns the number of lost nodes.
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
