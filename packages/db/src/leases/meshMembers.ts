// Members of clusters. The API (role infinitio_api) writes the table `mesh_members`.
import { leaseFlags, leaseStates, zeroHex32 } from '@infinitio/domain'
import { nullable, oneOf, rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'
import { leaseColumns, leaseRow } from '../projections/leases.ts'
import { clusterKeyOf } from './clusterKey.ts'
import { wasLost } from './lostLeases.ts'

const { mesh_members: members } = tables

/** SQL condition on a row of `leases`: the lease is part of a cluster, and is not over. */
const isMember = `flags & ${leaseFlags.cluster} <> 0 and state in ('booked', 'active') and not ${wasLost}`

const saved = statement(
  rowOf({ leaseId: members.lease_id }),
  `insert into mesh_members (lease_id, bid_hash, node_id, statement, seen_from, links)
   select lease_id, bid_hash, node_id, $3, $4, $5 from leases where lease_id = $1 and node_id = any($2) and ${isMember}
   on conflict (lease_id, bid_hash) do update set statement = excluded.statement, seen_from = excluded.seen_from, links = excluded.links, reported_at = now()
   returning lease_id as "leaseId"`,
)

/**
 * Stores the report of a machine about one of its leases. Returns false, and stores nothing, if the lease is not on these nodes, is not part of a cluster, or
 * is over. Indexes: leases (lease_id), mesh_members (lease_id, bid_hash).
 */
export async function saveMeshMember(
  db: Queryable,
  report: { leaseId: bigint; nodeIds: readonly string[]; statement: string | null; seenFrom: string | null; links: string },
): Promise<boolean> {
  const { leaseId, nodeIds, seenFrom, links } = report
  return (await saved.first(db, [leaseId, nodeIds, report.statement, seenFrom, links])) !== null
}

const mostPeers = 253

const peerRow = rowOf({ ...leaseRow, of: tables.leases.lease_id, statement: members.statement, seenFrom: members.seen_from })

/** Another lease in the same cluster as the lease `of`. The machine that runs the lease `of` must be able to reach the machine that runs this one. */
export type MeshPeerRow = RowOf<typeof peerRow>

const peers = statement(
  peerRow,
  `select own.lease_id as "of", p.*, m.statement, m.seen_from as "seenFrom" from (
     select lease_id, ${clusterKeyOf('leases')} as key, coalesce(holder, renter) as holder from leases where lease_id = any($1) and node_id = any($2) and ${isMember}) own
   join (select lease_id, ${clusterKeyOf('leases')} as key from leases where bid_hash in (select bid_hash from leases where lease_id = any($1)) and ${isMember}
     union select lease_id, ${clusterKeyOf('leases')} as key from leases
       where workload_hash in (select nullif(workload_hash, '${zeroHex32}') from leases where lease_id = any($1)) and ${isMember}) other
     on other.key = own.key and other.lease_id <> own.lease_id
   join (select ${leaseColumns} from leases) p on p."leaseId" = other.lease_id and p.holder = own.holder
   join mesh_members m on m.lease_id = p."leaseId" and m.bid_hash = p."bidHash" and m.statement is not null
   order by own.lease_id, p."leaseId"`,
)

/**
 * For each of these leases, returns the other leases of its cluster whose machines have sent a signed statement of their addresses. They have
 * the same renter, workload and holder (without a workload: the same order), and are not over. A lease that is not on one of `nodeIds` gets no peers, and each
 * other lease gets at most 253, those with the smallest numbers, because a machine's report has room for 254 connections. Indexes: leases (lease_id), leases (bid_hash), leases (workload_hash), mesh_members (lease_id, bid_hash). Takes no lock.
 */
export async function listMeshPeers(
  db: Queryable,
  { leaseIds, nodeIds }: { leaseIds: readonly bigint[]; nodeIds: readonly string[] },
): Promise<MeshPeerRow[]> {
  const counts = new Map<bigint, number>()
  return (await peers.rows(db, [leaseIds, nodeIds])).filter(({ of }) => {
    const count = (counts.get(of) ?? 0) + 1
    counts.set(of, count)
    return count <= mostPeers
  })
}

const clusterRow = rowOf({
  leaseId: tables.leases.lease_id,
  bidHash: tables.leases.bid_hash,
  clusterKey: 'text',
  nodeId: tables.leases.node_id,
  provider: tables.leases.provider,
  gpus: tables.leases.gpus,
  state: oneOf(tables.leases.state, leaseStates),
  isLost: 'bool',
  leaseName: nullable(tables.lease_names.name),
  nodeName: nullable(tables.node_profiles.name),
  hasStatement: 'bool',
  links: nullable(members.links),
  reportedAt: nullable(members.reported_at),
  reportedSecondsAgo: 'int4?',
})

/**
 * A lease of a cluster, with the last report of its machine about the connections to the other leases of the cluster. `links` is JSON, or null if the machine
 * has not reported. `clusterKey` is equal for the leases of one cluster.
 */
export type ClusterMemberRow = RowOf<typeof clusterRow>

/** SQL condition on a row of `leases`: a lease of a cluster that account $1 holds. If $4 is a session key of the account, the lease is from a bid of this key. */
const isHeld = `(holder = $1 or (holder is null and renter = $1)) and flags & ${leaseFlags.cluster} <> 0
  and ($4::text is null or exists (select from session_bids k where k.bid_hash = leases.bid_hash and k.account = $1 and k.key = $4))`

const clusters = statement(
  clusterRow,
  `select l.lease_id as "leaseId", l.bid_hash as "bidHash", l."clusterKey", l.node_id as "nodeId", l.provider, l.gpus, l.state, l."isLost", n.name as "leaseName", f.name as "nodeName",
     m.statement is not null as "hasStatement", m.links, m.reported_at as "reportedAt", extract(epoch from now() - m.reported_at)::int as "reportedSecondsAgo"
   from (select lease_id, bid_hash, ${clusterKeyOf('leases')} as "clusterKey", node_id, provider, gpus, state, ${wasLost} as "isLost" from leases where ${isHeld}
     and ${clusterKeyOf('leases')} in (select ${clusterKeyOf('leases')} from leases where ${isHeld} and ($2::text is null or bid_hash = $2)
       group by 1 order by max(lease_id) desc limit $3)) l
   left join mesh_members m on m.lease_id = l.lease_id and m.bid_hash = l.bid_hash
   left join lease_names n on n.bid_hash = l.bid_hash left join node_profiles f on f.node_id = l.node_id
   order by l.lease_id desc`,
)

/**
 * Returns the leases that an account holds in its newest clusters, or in the cluster of one order; the newest lease is the first. With `sessionKey`, only leases
 * from bids of this key. Indexes: leases (renter, lease_id), leases (holder), leases (bid_hash), session_bids (bid_hash), mesh_members (lease_id, bid_hash). Takes no
 * lock.
 */
export async function listClusterMembers(
  db: Queryable,
  { account, sessionKey, clusterId, limit }: { account: string; sessionKey: string | null; clusterId: string | null; limit: number },
): Promise<ClusterMemberRow[]> {
  return clusters.rows(db, [account, clusterId, limit, sessionKey])
}
