import { type ClusterMemberRow, listClusterMembers } from '@infinitio/db'
import { type Address, leaseId, meshAddressOf, type Refusal } from '@infinitio/domain'
import { type ClusterMemberWire, type ClustersWire, type ClusterWire, type MeshLinkWire, meshLinkWire } from '@infinitio/domain/wire'
import { z } from 'zod'
import type { Services } from '../../services/services.ts'
import { networkOf, stateOf } from './clusterState.ts'

const mostClusters = 50

/** An account, and its session key if one is signed in. A key sees only the leases that it booked. */
type Reader = { readonly account: Address; readonly sessionKey: Address | null }

/** Lists the newest clusters of an account. A cluster has the leases of an order for machines that start together, and of later orders that joined it. */
export async function listClusters({ db }: Services, reader: Reader): Promise<ClustersWire> {
  const rows = await listClusterMembers(db, { ...reader, clusterId: null, limit: mostClusters })
  return { clusters: [...Map.groupBy(rows, ({ clusterKey }) => clusterKey).values()].map(describeCluster) }
}

/**
 * Returns one cluster of an account: its leases that the account holds now. `clusterId` is the hash of its first order, or of one that joined it. Refuses with
 * `order.unknown`.
 */
export async function readCluster({ db }: Services, reader: Reader & { readonly clusterId: string }): Promise<ClusterWire | Refusal> {
  const rows = await listClusterMembers(db, { ...reader, limit: 1 })
  return rows.length === 0 ? { rejected: 'order.unknown' } : describeCluster(rows)
}

function describeCluster(rows: readonly ClusterMemberRow[]): ClusterWire {
  const members = rows.toSorted((one, other) => Number(one.leaseId - other.leaseId)).map((row) => ({ row, links: linksOf(row) }))
  const live = new Set(members.filter(({ row }) => isLive(row)).map(({ row }) => row.leaseId.toString()))
  const described = members.map(({ row, links }): ClusterMemberWire => {
    const id = row.leaseId.toString()
    const others = [...live].filter((other) => other !== id)
    const reported = row.links === null ? null : { canConnect: row.hasStatement, secondsAgo: row.reportedSecondsAgo ?? 0, links }
    return {
      ...{ leaseId: id, node: row.nodeId, nodeName: row.nodeName, provider: row.provider, state: row.state, gpus: row.gpus },
      ...{ address: meshAddressOf(leaseId(row.leaseId)), sshName: `lease-${id}` },
      network: networkOf({ isLive: live.has(id), reported, others }),
      reportedAt: row.reportedAt === null ? null : Math.floor(row.reportedAt.getTime() / 1_000),
      links: links.filter((link) => others.includes(link.leaseId)),
    }
  })
  const first = rows.at(-1)
  return {
    clusterId: first?.bidHash ?? '',
    name: first?.leaseName ?? null,
    state: stateOf(described.map(({ network }) => network)),
    members: described,
  }
}

function isLive({ state, isLost }: ClusterMemberRow): boolean {
  return (state === 'booked' || state === 'active') && !isLost
}

/** Ignores fields that this version does not know, because a newer version may have stored them. */
const storedLinks = z.array(meshLinkWire.strip())

function linksOf({ links }: ClusterMemberRow): MeshLinkWire[] {
  return links === null ? [] : storedLinks.parse(JSON.parse(links))
}
