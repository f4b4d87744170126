import type { ClusterWire, MeshLinkWire } from '@infinitio/domain/wire'

/** A machine that has not reported for this long counts as silent. Machines report every three seconds. */
const silentAfterSeconds = 30

type Network = ClusterWire['members'][number]['network']

/** The last report of a machine about the network of its lease, or null if there was none. */
type Reported = { readonly canConnect: boolean; readonly secondsAgo: number; readonly links: readonly MeshLinkWire[] } | null

/** Returns how a machine of a cluster is connected with those other machines of the cluster that still have a lease. Pure. */
export function networkOf({ isLive, reported, others }: { isLive: boolean; reported: Reported; others: readonly string[] }): Network {
  if (!isLive) return 'over'
  if (reported === null) return 'waiting'
  if (reported.secondsAgo > silentAfterSeconds) return 'silent'
  if (!reported.canConnect) return 'unsupported'
  const reached = others.filter((id) => reported.links.some((link) => link.leaseId === id && link.way !== 'none'))
  if (reached.length === others.length) return 'connected'
  return reached.length > 0 ? 'partly' : 'waiting'
}

/** Returns the state of a cluster from the connections of its machines. Machines with an ended lease are ignored, unless all leases have ended. Pure. */
export function stateOf(networks: readonly Network[]): ClusterWire['state'] {
  const live = networks.filter((network) => network !== 'over')
  if (live.length === 0) return 'over'
  if (live.every((network) => network === 'connected')) return 'connected'
  if (live.every((network) => network === 'unsupported')) return 'unsupported'
  return live.some((network) => network === 'connected' || network === 'partly') ? 'partly' : 'waiting'
}
