// Signatures of validators about lost leases. The API (role infinitio_api) writes the table `loss_signatures`; the worker reads it.
import { faultParties } from '@infinitio/domain'
import { oneOf, rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'
import { mayEndLease } from '../faults/mayEndLease.ts'

const { loss_signatures: signatures } = tables

const signedRootRow = rowOf({ signer: signatures.signer, root: signatures.root, signature: signatures.signature })

/**
 * A validator's signature of the statement that a lease was lost with its node. `epoch` is the hour of the statement, and `setHash` identifies the validator
 * set.
 */
export type LossSignatureRow = RowOf<typeof signedRootRow> & { readonly leaseId: bigint; readonly setHash: string; readonly epoch: bigint }

/**
 * Stores a signature. Ignores a second signature of the same validator for the same lease and hour. Index: loss_signatures (lease_id, set_hash, epoch, signer).
 */
export async function insertLossSignature(db: Queryable, { leaseId, setHash, epoch, signer, root, signature }: LossSignatureRow): Promise<void> {
  await db.query(
    `insert into loss_signatures (lease_id, set_hash, epoch, signer, root, signature) values ($1, $2, $3, $4, $5, $6)
     on conflict (lease_id, set_hash, epoch, signer) do nothing`,
    [leaseId, setHash, epoch, signer, root, signature],
  )
}

const signaturesOfLoss = statement(
  signedRootRow,
  'select signer, root, signature from loss_signatures where lease_id = $1 and set_hash = $2 and epoch = $3 limit 64',
)

/**
 * Returns the signatures that a validator set submitted about a lost lease in one hour. Index: loss_signatures (lease_id, set_hash, epoch, signer). Takes no
 * lock.
 */
export async function listLossSignatures(
  db: Queryable,
  { leaseId, setHash, epoch }: Pick<LossSignatureRow, 'leaseId' | 'setHash' | 'epoch'>,
): Promise<Pick<LossSignatureRow, 'signer' | 'root' | 'signature'>[]> {
  return signaturesOfLoss.rows(db, [leaseId, setHash, epoch])
}

const openLossRow = rowOf({
  leaseId: tables.lost_leases.lease_id,
  nodeId: tables.lost_leases.node_id,
  since: tables.lost_leases.since,
  start: 'int8?',
  party: oneOf('text?', faultParties),
})

/**
 * A lease that was lost with its node and is still open on the chain. `since` is the time from which the node was silent. `start` is the planned start of a
 * lease that never began, and null for an active lease. Both are in Unix seconds of the block clock. `party` is the party at fault in the fault record, or null
 * if there is no record.
 */
export type OpenLossRow = RowOf<typeof openLossRow>

const openLosses = statement(
  openLossRow,
  `select x.lease_id as "leaseId", x.node_id as "nodeId", x.since, case when l.state = 'booked' then l.start_at end as start,
     (select f.party from fault_records f where f.bid_hash = x.bid_hash and f.lease_id = x.lease_id and f.incident = 'lost') as party from lost_leases x
   join leases l on l.lease_id = x.lease_id and l.bid_hash = x.bid_hash
   where (l.state = 'active' or (l.state = 'booked' and x.since <= l.start_at)) and ${mayEndLease} order by x.lease_id limit $1`,
)

/**
 * Returns leases that were lost with their node, oldest first. They are active leases, and leases that never began because their node stopped responding before
 * their start. Leaves out losses that the fault record does not blame on the provider. Index: lost_leases (lease_id, bid_hash), fault_records (bid_hash, lease_id,
 * incident). Takes no lock.
 */
export async function listOpenLosses(db: Queryable, { limit }: { limit: number }): Promise<OpenLossRow[]> {
  return openLosses.rows(db, [limit])
}
