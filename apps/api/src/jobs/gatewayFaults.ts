/** A tunnel of a node: since when it stood, and when it was lost (milliseconds); null while it stands. */
export type TunnelOfNode = { gatewayId: string; nodeId: string; provider: string; connectedAtMs: number; droppedAtMs: number | null }

/** Drops of so short a time are one event. */
export const togetherMs = 60_000
/** More than this share of a gateway's nodes at once is the gateway's fault. */
const mostShare = 0.2
/** Nodes of one provider that go together have the provider's own fault: its line, its power. */
const leastProviders = 2

type Drop = TunnelOfNode & { droppedAtMs: number }

/**
 * The nodes whose last tunnel was lost by its gateway's fault: within 60 s more than 20 % of its nodes lost theirs, of two providers at least. A node that came back
 * afterwards and went once more went by itself. `tunnels` are those that stood at some time of the period that is looked at; a node counts once, however often it
 * came and went. Pure.
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
      const providers = new Set(together.map(({ provider }) => provider))
      if (dropped.size <= nodes * mostShare || providers.size < leastProviders) continue
      for (const drop of together) if (last.get(drop.nodeId) === drop) blameless.add(drop.nodeId)
    }
  }
  return blameless
}

/** The drops of the 60 s that begin with one of them, of tunnels that stood then: what was dialled after that fell for another reason. */
function fallenTogether(drops: readonly Drop[], at: number): Drop[] {
  const beganMs = drops[at]?.droppedAtMs ?? Number.POSITIVE_INFINITY
  const end = drops.findIndex(({ droppedAtMs }) => droppedAtMs > beganMs + togetherMs)
  return drops.slice(at, end === -1 ? drops.length : end).filter(({ connectedAtMs }) => connectedAtMs <= beganMs)
}

/** Of each node the tunnel that went last: with it the node fell silent. One that stands is the last. */
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
