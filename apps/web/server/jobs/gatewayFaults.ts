/** A tunnel of a node, and when it was lost (milliseconds); null while it stands. */
export type TunnelOfNode = { gatewayId: string; nodeId: string; provider: string; droppedAtMs: number | null }

/** Drops of so short a time are one event. */
export const togetherMs = 60_000
/** More than this share of a gateway's nodes at once is the gateway's fault. */
const mostShare = 0.2
/** Nodes of one provider that go together have the provider's own fault: its line, its power. */
const leastProviders = 2

/**
 * The nodes whose tunnel was lost by their gateway's fault: within 60 s more than 20 % of its nodes lost theirs, of two providers at least. `tunnels` are those that stood
 * at some time of the period that is looked at; a node counts once, however often it came and went. Pure (ADR 62).
 */
export function gatewayFaults(tunnels: readonly TunnelOfNode[]): Set<string> {
  const blameless = new Set<string>()
  for (const ofGateway of Map.groupBy(tunnels, ({ gatewayId }) => gatewayId).values()) {
    const nodes = new Set(ofGateway.map(({ nodeId }) => nodeId)).size
    const drops = ofGateway.filter(isDrop).sort((one, other) => one.droppedAtMs - other.droppedAtMs)
    let first = 0
    for (const [last, { droppedAtMs }] of drops.entries()) {
      while ((drops[first]?.droppedAtMs ?? droppedAtMs) < droppedAtMs - togetherMs) first += 1
      const together = drops.slice(first, last + 1)
      const dropped = new Set(together.map(({ nodeId }) => nodeId))
      const providers = new Set(together.map(({ provider }) => provider))
      if (dropped.size > nodes * mostShare && providers.size >= leastProviders) for (const nodeId of dropped) blameless.add(nodeId)
    }
  }
  return blameless
}

function isDrop(tunnel: TunnelOfNode): tunnel is TunnelOfNode & { droppedAtMs: number } {
  return tunnel.droppedAtMs !== null
}
