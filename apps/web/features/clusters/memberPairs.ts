import type { ClusterMemberWire } from '@infinitio/domain/wire'

/**
 * Two members of a cluster, and the connection between them. `rttMs` is the longer one of the round-trip times that their machines measured, and `mbps` the
 * lower one of the bandwidths, in Mbit/s; null without a measurement. `way` is `tunnel` if packets go through a gateway, and `unknown` until one of the machines
 * has reported about the other one.
 */
export type MemberPair = {
  readonly one: ClusterMemberWire
  readonly other: ClusterMemberWire
  readonly way: 'direct' | 'tunnel' | 'none' | 'unknown'
  readonly rttMs: number | null
  readonly mbps: number | null
}

/** Returns each pair of members whose leases run, the pairs without a connection first, then the slowest ones. Pure. */
export function memberPairs(members: readonly ClusterMemberWire[]): readonly MemberPair[] {
  const live = members.filter(({ network }) => network !== 'over')
  const pairs = live.flatMap((one, at) => live.slice(at + 1).map((other) => pairOf(one, other)))
  const order = (pair: MemberPair) => (isConnected(pair) ? (pair.rttMs ?? 0) : Number.POSITIVE_INFINITY)
  return pairs.toSorted((first, second) => (order(first) === order(second) ? 0 : order(second) - order(first)))
}

function pairOf(one: ClusterMemberWire, other: ClusterMemberWire): MemberPair {
  const links = [...one.links.filter(({ leaseId }) => leaseId === other.leaseId), ...other.links.filter(({ leaseId }) => leaseId === one.leaseId)]
  const times = links.flatMap(({ rttMs }) => rttMs ?? [])
  const speeds = links.flatMap(({ mbps }) => mbps ?? [])
  // WireGuard answers on the path on which a packet came. So if the reports differ, both machines soon use the path that changed last.
  const way = (['tunnel', 'direct', 'none'] as const).find((way) => links.some((link) => link.way === way)) ?? 'unknown'
  return { one, other, way, rttMs: times.length === 0 ? null : Math.max(...times), mbps: speeds.length === 0 ? null : Math.min(...speeds) }
}

function isConnected({ way }: Pick<MemberPair, 'way'>): boolean {
  return way === 'direct' || way === 'tunnel'
}

/** The longest round-trip times in milliseconds with which programs of each kind work well. They are estimates (guide `clusters.md`). */
const mostMs = { together: 5, separate: 150 } as const

/**
 * Returns for which programs the slowest connection of a cluster is fast enough: training on all machines together, separate tasks, or neither (`far`). Returns
 * null while a pair has no connection or no measured time. Pure.
 */
export function suitsOf(pairs: readonly MemberPair[]): keyof typeof mostMs | 'far' | null {
  const times = pairs.map((pair) => (isConnected(pair) ? pair.rttMs : null))
  if (times.length === 0 || times.includes(null)) return null
  const slowest = Math.max(...times.map((ms) => ms ?? 0))
  if (slowest <= mostMs.together) return 'together'
  return slowest <= mostMs.separate ? 'separate' : 'far'
}
