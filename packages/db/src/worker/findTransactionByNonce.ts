import type { Queryable } from '../client/queryable.ts'
import { type TransactionRow, transactionColumns } from './transactionRow.ts'

/** What was signed for a nonce of a sender, or null. Index: transactions (sender, nonce). Takes no lock. */
export async function findTransactionByNonce(db: Queryable, { sender, nonce }: { sender: string; nonce: bigint }): Promise<TransactionRow | null> {
  const rows = await db.query<TransactionRow>(`select ${transactionColumns} from transactions where sender = $1 and nonce = $2`, [sender, nonce])
  return rows[0] ?? null
}
