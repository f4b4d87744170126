// Leases for their accounts. The API reads `leases`, which the follower fills from the chain, with names, workloads and states.
import { isolationLevels, nodeStates } from '@infinitio/domain'
import { nullable, oneOf, present, rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement, statementFor } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'
import { nodeStateColumn } from '../nodes.ts'
import { leaseAccessColumn, leaseAccessOf } from './leaseAccess.ts'
import { leaseColumns, leaseRow } from '../projections/leases.ts'

const leaseDetailRow = rowOf({
  ...leaseRow,
  leaseName: nullable(tables.lease_names.name),
  nodeName: nullable(tables.node_profiles.name),
  simulated: nullable(tables.node_profiles.simulated),
  runtime: nullable(tables.node_profiles.runtime),
  isolation: oneOf(nullable(tables.node_profiles.isolation), isolationLevels),
  className: nullable(tables.chain_classes.name),
  regionName: nullable(tables.chain_regions.name),
  // The country and city as the provider states them.
  country: tables.node_profiles.country,
  city: tables.node_profiles.city,
  // These columns are never null (`present`): the contract accepts a lease only on a registered node, so the node has a row.
  machineGpus: present(tables.chain_nodes.gpus),
  vramGib: present(tables.chain_nodes.vram_gib),
  cpuCores: present(tables.chain_nodes.cpu_cores),
  ramGib: present(tables.chain_nodes.ram_gib),
  diskGib: present(tables.chain_nodes.disk_gib),
  nodeState: oneOf('text', nodeStates),
  /**
   * Time at which the lease was lost with its node. `lostSince` is the time from which the node was silent, in Unix seconds of the block clock. Both are null
   * for other leases.
   */
  lostAt: nullable(tables.lost_leases.lost_at),
  lostSince: nullable(tables.lost_leases.since),
  workload: nullable(tables.workloads.body),
  /** The last image state that the agent reported; null without a report. */
  image: nullable(tables.lease_images.image),
  /** State of the lease's secrets, and the error code of the node's last report that it cannot use them; both null if no secrets were stored. */
  secretsState: oneOf(nullable(tables.sealed_secrets.state), ['sealed', 'opened', 'refused']),
  secretsCode: tables.sealed_secrets.code,
  /**
   * Time of the block that ended the lease. `endAt` is the time until which the renter pays; it is later than `endedAt` if the renter must pay for a notice
   * period.
   */
  endedAt: 'int8?',
  finalNumber: 'int8',
  /** The last change of SSH keys and ports, whichever account signed it; null if there was none. */
  access: leaseAccessColumn,
  /** Number of recorded faults. */
  faults: 'int4',
})

/** A lease with the name and the data of its machine, and the number of the last final block. `workload` is canonical JSON; null if it was not stored. */
export type LeaseDetailRow = RowOf<typeof leaseDetailRow>

/**
 * The columns of LeaseDetailRow for a `select`. The columns of the lease itself come from the subquery `l` (see `leaseColumns`), all others from joined tables.
 */
const leaseDetailColumns = `l.*, m.name as "leaseName", f.name as "nodeName", f.simulated, f.runtime, f.isolation, c.name as "className", r.name as "regionName", f.country, f.city,
  n.gpus as "machineGpus", n.vram_gib as "vramGib", n.cpu_cores as "cpuCores", n.ram_gib as "ramGib", n.disk_gib as "diskGib", ${nodeStateColumn} as "nodeState",
  x.lost_at as "lostAt", x.since as "lostSince", w.body as workload, i.image, s.state as "secretsState", s.code as "secretsCode",
  (select timestamp from blocks where number = l."endedBlock") as "endedAt",
  coalesce((select final_number from follower_checkpoint where id = 1), -1) as "finalNumber",
  ${leaseAccessOf('l."bidHash"', 'l."leaseId"')} as access,
  (select count(*)::int from fault_records f where f.bid_hash = l."bidHash" and f.lease_id = l."leaseId") as faults`

/** Joins that `leaseDetailColumns` needs. `l` is a subquery of `leases` with the columns `leaseColumns`. */
const leaseDetailJoins = `left join chain_nodes n on n.node_id = l."nodeId" left join node_profiles f on f.node_id = l."nodeId"
  left join chain_classes c on c.class_id = n.class_id left join chain_regions r on r.region_id = n.region_id
  left join node_heartbeats h on h.node_id = l."nodeId" left join lease_names m on m.bid_hash = l."bidHash" left join workloads w on w.hash = l."workloadHash"
  left join lease_images i on i.node_id = l."nodeId" and i.lease_id = l."leaseId"
  left join sealed_secrets s on s.workload_hash = l."workloadHash" and s.node_id = l."nodeId"
  left join lost_leases x on x.lease_id = l."leaseId" and x.bid_hash = l."bidHash"`

const leaseDetailById = statement(
  leaseDetailRow,
  `select ${leaseDetailColumns} from (select ${leaseColumns} from leases where lease_id = $1) l ${leaseDetailJoins}`,
)

/** Returns a lease with its machine, or null. Indexes: leases (lease_id), lease_access (bid_hash, lease_id). Takes no lock. */
export async function findLeaseDetail(db: Queryable, { leaseId }: { leaseId: bigint }): Promise<LeaseDetailRow | null> {
  return leaseDetailById.first(db, [leaseId])
}

/**
 * Selects leases of an account in one role. Renter: leases that it booked, that it holds by their token, or that it has transferred. Provider: leases on its
 * nodes. Guest: leases that are shared with it. `state` selects live leases (not closed), closed leases, or all.
 */
export interface LeaseFilter {
  account: string
  /** If set, lists only leases from bids that this session key of the account signed. */
  sessionKey: string | null
  role: 'renter' | 'provider' | 'guest'
  state: 'live' | 'closed' | 'all'
  beforeLeaseId: bigint | null
  limit: number
}

const isTheirs: Record<LeaseFilter['role'], string> = {
  renter: '(renter = $1 or holder = $1)',
  provider: 'provider = $1',
  guest: `exists (select from lease_shares s where s.guest = $1 and s.bid_hash = leases.bid_hash and s.shared_by = coalesce(leases.holder, leases.renter))`,
}

/** Returns the SQL condition of a lease of an account ($1) in a role, in a state ($3), and of a session key ($5) if that is not null. */
function isAskedFor(role: LeaseFilter['role']): string {
  return `${isTheirs[role]} and ($3 = 'all' or ($3 = 'closed') = (state = 'closed'))
       and ($5::text is null or exists (select from session_bids k where k.bid_hash = leases.bid_hash and k.account = $1 and k.key = $5))`
}

const leasesOfAccount = statementFor(
  leaseDetailRow,
  (role: LeaseFilter['role']) => `select ${leaseDetailColumns} from (
       select ${leaseColumns} from leases where ($2::bigint is null or lease_id < $2) and ${isAskedFor(role)}
       order by lease_id desc limit $4) l ${leaseDetailJoins} order by l."leaseId" desc`,
  [['renter'], ['provider'], ['guest']],
)

/**
 * Returns leases of an account, newest first. Index: leases (renter, lease_id), leases (holder), leases (provider, lease_id), lease_shares (guest), leases
 * (bid_hash), session_bids (bid_hash). Takes no lock.
 */
export async function listAccountLeases(
  db: Queryable,
  { account, sessionKey, role, state, beforeLeaseId, limit }: LeaseFilter,
): Promise<LeaseDetailRow[]> {
  return leasesOfAccount(role).rows(db, [account, beforeLeaseId, state, limit, sessionKey])
}

const accountLeasesCount = statementFor(
  rowOf({ count: 'int8' }),
  (role: LeaseFilter['role']) =>
    `select least(count(*), $4) as count from (
       select from leases where ($2::bigint is null or lease_id < $2) and ${isAskedFor(role)} limit $4) counted`,
  [['renter'], ['provider'], ['guest']],
)

/** Counts the leases that `listAccountLeases` lists on all pages, up to `most`. Uses the same indexes. Takes no lock. */
export async function countAccountLeases(
  db: Queryable,
  { account, sessionKey, role, state, most }: Omit<LeaseFilter, 'beforeLeaseId' | 'limit'> & { most: number },
): Promise<number> {
  const row = await accountLeasesCount(role).first(db, [account, null, state, most, sessionKey])
  return Number(row?.count ?? 0n)
}

const leasesOfNode = statement(
  leaseDetailRow,
  `select ${leaseDetailColumns} from (
       select ${leaseColumns} from leases where provider = $1 and node_id = $2
       order by (state in ('booked', 'active')) desc, lease_id desc limit $3) l ${leaseDetailJoins} order by l."leaseId" desc`,
)

/**
 * Returns leases on a node of a provider, newest first. Leaves out a booked or active lease only if `limit` others are newer, however many leases have ended
 * since it began. Index: leases (node_id, state). Takes no lock.
 */
export async function listNodeLeaseDetails(
  db: Queryable,
  { provider, nodeId, limit }: { provider: string; nodeId: string; limit: number },
): Promise<LeaseDetailRow[]> {
  return leasesOfNode.rows(db, [provider, nodeId, limit])
}
