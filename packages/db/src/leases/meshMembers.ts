// Members of clusters. The API (role infinitio_api) writes the table `mesh_members`.
import { leaseFlags } from '@infinitio/domain'
import { rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'
import { leaseColumns, leaseRow } from '../projections/leases.ts'
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

const peerRow = rowOf({ ...leaseRow, of: tables.leases.lease_id, statement: members.statement, seenFrom: members.seen_from })

/** Another member of the cluster of the lease `of`. */
export type MeshPeerRow = RowOf<typeof peerRow>

const peers = statement(
  peerRow,
  `select own.lease_id as "of", p.*, m.statement, m.seen_from as "seenFrom" from (
     select lease_id, bid_hash, coalesce(holder, renter) as holder from leases where lease_id = any($1) and node_id = any($2) and ${isMember}) own
   join (select ${leaseColumns} from leases where bid_hash in (select bid_hash from leases where lease_id = any($1)) and ${isMember}) p
     on p."bidHash" = own.bid_hash and p."leaseId" <> own.lease_id and p.holder = own.holder
   join mesh_members m on m.lease_id = p."leaseId" and m.bid_hash = p."bidHash" and m.statement is not null
   order by own.lease_id, p."leaseId"`,
)

/**
 * Returns the other members of the clusters of these leases that have a statement: leases of the same order and holder that are not over. Leases that are not on
 * these nodes have none. Indexes: leases (lease_id), leases (bid_hash), mesh_members (lease_id, bid_hash). Takes no lock.
 */
export async function listMeshPeers(
  db: Queryable,
  { leaseIds, nodeIds }: { leaseIds: readonly bigint[]; nodeIds: readonly string[] },
): Promise<MeshPeerRow[]> {
  return peers.rows(db, [leaseIds, nodeIds])
}
