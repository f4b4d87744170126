import type { Queryable } from '../client/queryable.ts'
import { type TransactionRow, transactionColumns } from './transactionRow.ts'
import { reorgDepthBlocks } from './reorgDepthBlocks.ts'

/**
 * Transactions of `sender` whose fate can still change, by nonce: not mined, or mined in a block that the follower has not
 * (or no longer) as final; or taken for lost, on the word of a node that was behind, although the follower has logs of it.
 * Indexes: transactions (state, id), transactions (mined_block), blocks (number), chain_logs (tx_hash). Takes no lock.
 */
export async function listOpenTransactions(db: Queryable, { sender }: { sender: string }): Promise<TransactionRow[]> {
  return db.query<TransactionRow>(
    `select ${transactionColumns} from transactions as sent
     where sender = $1 and nonce is not null and (
       state in ('stored', 'broadcast')
       or (mined_block > (select coalesce(max(final_number), 0) from follower_checkpoint) - $2
         and not exists (select from blocks where blocks.number = sent.mined_block and blocks.hash = sent.mined_block_hash and blocks.final))
       or (state = 'dropped' and exists (select from chain_logs where chain_logs.tx_hash = any(sent.hashes))))
     order by nonce`,
    [sender, reorgDepthBlocks],
  )
}
