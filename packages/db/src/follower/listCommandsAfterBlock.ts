import type { Queryable } from '../client/queryable.ts'

/** A command that was sent and not reversed yet. */
export interface SentCommand {
  id: bigint
  kind: string
  payload: string
  blockNumber: bigint
  blockHash: string
}

/**
 * Commands of logs in blocks above `number` that no Dropped has reversed, newest first; Block commands are left out.
 * Index: chain_commands (block_number), chain_commands (command_key). Takes no lock.
 */
export async function listCommandsAfterBlock(db: Queryable, { number }: { number: bigint }): Promise<SentCommand[]> {
  return db.query<SentCommand>(
    `select id, kind, payload, block_number as "blockNumber", block_hash as "blockHash" from chain_commands as sent
     where block_number > $1 and kind not in ('Block', 'Dropped')
       and not exists (select from chain_commands as reversal where reversal.command_key = 'dropped/' || sent.id)
     order by id desc`,
    [number],
  )
}
