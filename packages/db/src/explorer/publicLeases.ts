// Public view of leases, for the API: rows of `leases`, which the follower fills from the chain, without the columns for names and workloads.
import { nullable, oneOf, rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement, statementFor } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'
import { leaseStates } from '@infinitio/domain'

const publicLeaseRow = rowOf({
  leaseId: tables.leases.lease_id,
  state: oneOf(tables.leases.state, leaseStates),
  final: 'bool',
  nodeId: tables.leases.node_id,
  nodeName: nullable(tables.node_profiles.name),
  simulated: nullable(tables.node_profiles.simulated),
  className: nullable(tables.chain_classes.name),
  renter: tables.leases.renter,
  provider: tables.leases.provider,
  gpus: tables.leases.gpus,
  pricePerGpuSecond: tables.leases.price_per_gpu_second,
  startAt: tables.leases.start_at,
  endAt: tables.leases.end_at,
  settledAt: tables.leases.settled_at,
  escrow: tables.leases.escrow,
  pay: tables.leases.pay,
  refund: tables.leases.refund,
  askHash: tables.leases.ask_hash,
  bidHash: tables.leases.bid_hash,
  settledTx: tables.leases.settled_tx,
  readyTx: tables.leases.ready_tx,
  endedTx: tables.leases.ended_tx,
  closedTx: tables.leases.closed_tx,
})

/** A lease's public data, without its name and workload. */
export type PublicLeaseRow = RowOf<typeof publicLeaseRow>

/** The columns of PublicLeaseRow for a `select`. The query must contain the joins of `publicLeaseJoins`. */
const publicLeaseColumns = `l.lease_id as "leaseId", l.state, l.settled_block <= coalesce((select final_number from follower_checkpoint where id = 1), -1) as final,
  l.node_id as "nodeId", f.name as "nodeName", f.simulated, c.name as "className", l.renter, l.provider, l.gpus, l.price_per_gpu_second as "pricePerGpuSecond",
  l.start_at as "startAt", l.end_at as "endAt", l.settled_at as "settledAt", l.escrow, l.pay, l.refund, l.ask_hash as "askHash", l.bid_hash as "bidHash",
  l.settled_tx as "settledTx", l.ready_tx as "readyTx", l.ended_tx as "endedTx", l.closed_tx as "closedTx"`

/** Joins that `publicLeaseColumns` needs. `l` is the table `leases`. */
const publicLeaseJoins = `left join chain_nodes n on n.node_id = l.node_id left join node_profiles f on f.node_id = l.node_id
  left join chain_classes c on c.class_id = n.class_id`

const publicLeaseById = statement(publicLeaseRow, `select ${publicLeaseColumns} from leases l ${publicLeaseJoins} where l.lease_id = $1`)

/** Returns a lease's public data, or null. Index: leases (lease_id). Takes no lock. */
export async function findPublicLease(db: Queryable, { leaseId }: { leaseId: bigint }): Promise<PublicLeaseRow | null> {
  return publicLeaseById.first(db, [leaseId])
}

/** Returns SQL that selects the newest leases for which a condition holds. `condition` is SQL that ends with "and", or is empty. */
const newestLeases = (condition: string) =>
  `(select * from leases where ${condition}($1::bigint is null or lease_id < $1) order by lease_id desc limit $2)`

const leasePages = {
  everybody: newestLeases(''),
  account: `(${newestLeases('renter = $3 and ')} union ${newestLeases('provider = $3 and ')} order by lease_id desc limit $2)`,
}

const publicLeasePage = statementFor(
  publicLeaseRow,
  (whose: keyof typeof leasePages) => `select ${publicLeaseColumns} from ${leasePages[whose]} l ${publicLeaseJoins} order by l.lease_id desc`,
  [['everybody'], ['account']],
)

/**
 * Returns leases before `beforeLeaseId`, newest first: all leases, or only the leases of an account as renter or provider. Index: leases (lease_id), or
 * (renter, lease_id) and (provider, lease_id), each read up to `limit`. Takes no lock.
 */
export async function listPublicLeases(
  db: Queryable,
  { account, beforeLeaseId, limit }: { account: string | null; beforeLeaseId: bigint | null; limit: number },
): Promise<PublicLeaseRow[]> {
  if (account === null) return publicLeasePage('everybody').rows(db, [beforeLeaseId, limit])
  return publicLeasePage('account').rows(db, [beforeLeaseId, limit, account])
}
