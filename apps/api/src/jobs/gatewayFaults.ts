/**
 * A tunnel of a node: when it connected and when it dropped (milliseconds). `droppedAtMs` is null while the tunnel is up. `site` identifies the public network
 * from which the node connected; it is null if the gateway did not see a public address.
 */
export type TunnelOfNode = {
  readonly gatewayId: string
  readonly nodeId: string
  readonly provider: string
  readonly site?: string | null
  readonly connectedAtMs: number
  readonly droppedAtMs: number | null
}

/** If tunnels are lost within this many milliseconds, they count as lost at about the same time. */
export const togetherMs = 60_000
/** If a gateway loses more than this fraction of its nodes at about the same time, the gateway counts as failed. */
const mostShare = 0.2
/**
 * A gateway counts as failed only if nodes of at least this many providers lost their tunnels. If only nodes of one provider did, the cause is usually the
 * provider's network or power.
 */
const leastProviders = 2
/** The nodes must also come from at least this many sites. Otherwise a provider with several wallets in one building could look like a failed gateway. */
const leastSites = 3

type Drop = TunnelOfNode & { droppedAtMs: number }

/**
 * Returns the nodes that lost their last tunnel because a gateway failed. A gateway failed if, within 60 s, more than 20 % of its nodes lost their tunnel to
 * it, and these nodes belong to at least two providers and three sites. Leaves out a node with another tunnel that is still up or dropped later. `tunnels` must contain every
 * tunnel that was connected at some time in the period. A node with several tunnels to a gateway counts once. Pure.
 */
export function gatewayFaults(tunnels: readonly TunnelOfNode[]): Set<string> {
  const last = lastOfNodes(tunnels)
  const blameless = new Set<string>()
  for (const ofGateway of Map.groupBy(tunnels, ({ gatewayId }) => gatewayId).values()) {
    const nodes = new Set(ofGateway.map(({ nodeId }) => nodeId)).size
    const drops = ofGateway.filter(isDrop).sort((one, other) => one.droppedAtMs - other.droppedAtMs)
    for (const at of drops.keys()) {
      const together = fallenTogether(drops, at)
      const dropped = new Set(together.map(({ nodeId }) => nodeId))
      if (dropped.size <= nodes * mostShare || !areIndependent(together)) continue
      for (const drop of together) if (last.get(drop.nodeId) === drop) blameless.add(drop.nodeId)
    }
  }
  return blameless
}

/**
 * Returns true if these tunnels have no common cause on the side of the machines: they belong to several providers, and their machines connected from three
 * sites. Machines without a known site count only by their providers. Behind a proxy, all machines are such machines.
 */
function areIndependent(together: readonly Drop[]): boolean {
  const providersOf = (drops: readonly Drop[]) => new Set(drops.map(({ provider }) => provider)).size
  if (providersOf(together) < leastProviders) return false
  const sites = new Set(together.flatMap(({ site }) => site ?? []))
  return sites.size >= leastSites || providersOf(together.filter(({ site }) => (site ?? null) === null)) >= leastProviders
}

/**
 * Returns the tunnels that dropped together: the tunnel at index `at`, and all that dropped within 60 s after it. Leaves out tunnels that connected after that
 * first drop, because they dropped for another reason.
 */
function fallenTogether(drops: readonly Drop[], at: number): Drop[] {
  const beganMs = drops[at]?.droppedAtMs ?? Number.POSITIVE_INFINITY
  const end = drops.findIndex(({ droppedAtMs }) => droppedAtMs > beganMs + togetherMs)
  return drops.slice(at, end === -1 ? drops.length : end).filter(({ connectedAtMs }) => connectedAtMs <= beganMs)
}

/** Returns the last tunnel of each node: the one that is up, else the one that dropped most recently. */
function lastOfNodes(tunnels: readonly TunnelOfNode[]): Map<string, TunnelOfNode> {
  const last = new Map<string, TunnelOfNode>()
  for (const tunnel of tunnels) {
    const known = last.get(tunnel.nodeId)
    if (known === undefined || endOf(tunnel) >= endOf(known)) last.set(tunnel.nodeId, tunnel)
  }
  return last
}

const endOf = ({ droppedAtMs }: TunnelOfNode): number => droppedAtMs ?? Number.POSITIVE_INFINITY

function isDrop(tunnel: TunnelOfNode): tunnel is Drop {
  return tunnel.droppedAtMs !== null
}
