// Unfinished work of all processes. An audit (a check of the whole database) reads it from the command tables, settlements, transactions, relays (signed
// messages) and logs.
import { rowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { relayWaits } from '../relays/relayState.ts'
import { poolCallWaits } from '../worker/poolSends.ts'
import { reorgDepthBlocks } from '../worker/sentTransactions.ts'

const waitingWork = statement(
  rowOf({ what: 'text', count: 'int8' }),
  `select 'chain commands' as what, count(*) from chain_commands where id > (select last_id from cursors where source = 'chain')
   union all select 'worker commands', count(*) from worker_commands where id > (select last_id from cursors where source = 'worker')
   union all select 'admin commands', count(*) from admin_commands where id > (select last_id from cursors where source = 'admin')
   union all select 'api commands', count(*) from api_commands where id > (select last_id from cursors where source = 'api')
   union all select 'unsettled matches', count(*) from settlements where state = 'unsettled'
   union all select 'transactions', count(*) from transactions where state in ('stored', 'broadcast')
   union all select 'transactions whose block was dropped', count(*) from transactions as sent
     where state in ('mined', 'failed') and (nonce is not null or relay_id is not null) and mined_block > (select coalesce(max(final_number), 0) from follower_checkpoint) - $1
       and not exists (select from blocks where blocks.number = sent.mined_block and blocks.hash = sent.mined_block_hash)
   union all select 'relays', count(*) from relays where ${relayWaits}
   union all select 'calls of the task pool', count(*) from pool_calls c where ${poolCallWaits}
   union all select 'logs that are not final', count(*) from chain_logs join blocks on blocks.number = chain_logs.block_number where at_finality and not final`,
)

/**
 * Lists unfinished work in words, for an audit. It counts commands that are not in the journal, unsettled matches, and transactions that wait or lost their
 * block. It also counts waiting relays (signed messages) and calls of the task pool, and logs that become commands when their block is final. Returns an empty
 * list if there is no unfinished work. Takes no lock.
 */
export async function listOnItsWay(db: Queryable): Promise<string[]> {
  const rows = await waitingWork.rows(db, [reorgDepthBlocks])
  return rows.filter((row) => row.count > 0n).map((row) => `${row.count} ${row.what}`)
}
