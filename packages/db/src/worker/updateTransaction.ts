import { notify } from '../client/notify.ts'
import type { Queryable } from '../client/queryable.ts'
import type { TransactionState } from './transactionRow.ts'

/** What became of a transaction. The block is null unless it was mined. */
export interface TransactionChange {
  id: bigint
  state: TransactionState
  code: string | null
  minedBlock: bigint | null
  minedBlockHash: string | null
}

/**
 * Stores what became of a transaction and wakes its readers; one that was in a block and waits again is marked as lost. Throws when
 * it is unknown. Index: transactions (id). Locks its row.
 */
export async function updateTransaction(db: Queryable, { id, state, code, minedBlock, minedBlockHash }: TransactionChange): Promise<void> {
  const rows = await db.query<{ id: bigint }>(
    `update transactions set state = $2, code = $3, mined_block = $4, mined_block_hash = $5, updated_at = now(),
       lost_at = case when $2 not in ('stored', 'broadcast') then null when mined_block_hash is not null then now() else lost_at end
     where id = $1 returning id`,
    [id, state, code, minedBlock, minedBlockHash],
  )
  if (rows.length !== 1) throw new Error(`transaction ${id} is not in transactions`)
  await notify(db, ['transactions'])
}
