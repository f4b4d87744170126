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

/** Stores what became of a transaction and wakes its readers. Throws when it is unknown. Index: transactions (id). Locks its row. */
export async function updateTransaction(db: Queryable, { id, state, code, minedBlock, minedBlockHash }: TransactionChange): Promise<void> {
  const rows = await db.query<{ id: bigint }>(
    'update transactions set state = $2, code = $3, mined_block = $4, mined_block_hash = $5, updated_at = now() where id = $1 returning id',
    [id, state, code, minedBlock, minedBlockHash],
  )
  if (rows.length !== 1) throw new Error(`transaction ${id} is not in transactions`)
  await notify(db, ['transactions'])
}
