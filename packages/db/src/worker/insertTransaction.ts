import { notify } from '../client/notify.ts'
import type { Queryable } from '../client/queryable.ts'
import type { TransactionRow } from './transactionRow.ts'

/** A signed transaction before it is sent, or (without nonce) one that was refused before it was signed, with the block that refused it. */
export type NewTransaction = Pick<
  TransactionRow,
  'purpose' | 'action' | 'matchId' | 'relayId' | 'leaseId' | 'sender' | 'nonce' | 'raw' | 'hashes' | 'state' | 'code'
> &
  Partial<Pick<TransactionRow, 'minedBlock' | 'minedBlockHash'>>

/**
 * Stores a transaction and wakes its readers; returns its id. It names the order of its match or lease. Throws when the sender's
 * nonce or the relay has one already. Indexes: transactions (sender, nonce), transactions (relay_id), settlements (match_id), leases (lease_id).
 */
export async function insertTransaction(tx: Queryable, row: NewTransaction): Promise<bigint> {
  const rows = await tx.query<{ id: bigint }>(
    `insert into transactions (purpose, action, match_id, relay_id, lease_id, sender, nonce, raw, hashes, state, code, mined_block, mined_block_hash, order_hash)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13,
       coalesce((select bid_hash from settlements where match_id = $3), (select bid_hash from leases where lease_id = $5))) returning id`,
    [
      ...[row.purpose, row.action, row.matchId, row.relayId, row.leaseId, row.sender, row.nonce, row.raw, row.hashes, row.state, row.code],
      ...[row.minedBlock ?? null, row.minedBlockHash ?? null],
    ],
  )
  const stored = rows[0]
  if (stored === undefined) throw new Error('the transaction was not stored')
  await notify(tx, ['transactions'])
  return stored.id
}
