// Commands for the matcher that come from events of the chain. The follower, which reads the chain (role infinitio_follower), appends them to the table
// `chain_commands`.
import { lockForAppend } from '../client/advisoryLocks.ts'
import { rowOf, type RowOf } from '../client/columns.ts'
import { notify } from '../client/notify.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'

/** A chain command for the matcher. `payload` is its canonical JSON. */
export interface NewChainCommand {
  commandKey: string
  kind: string
  payload: string
  blockNumber: bigint
  blockHash: string
}

/**
 * Appends commands in the given order and wakes the matcher. Each row also stores the hash of the order that its command concerns. Throws if a command key
 * exists, because the caller never sends a command twice. Indexes: chain_commands (command_key), leases (lease_id). Takes the advisory lock of chain_commands
 * until commit.
 */
export async function insertChainCommands(tx: Queryable, commands: readonly NewChainCommand[]): Promise<void> {
  if (commands.length === 0) return
  await lockForAppend(tx, 'chain_commands')
  await tx.query(
    `insert into chain_commands (command_key, kind, payload, block_number, block_hash, order_hash)
     select key, kind, payload, number, hash, coalesce(about.body ->> 'bidHash', leases.bid_hash)
     from unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::text[]) with ordinality as new (key, kind, payload, number, hash, place)
       cross join lateral (select coalesce(payload::jsonb -> 'of', payload::jsonb) as body) as about
       left join leases on leases.lease_id = (about.body ->> 'leaseId')::bigint
     order by place`,
    [
      commands.map((one) => one.commandKey),
      commands.map((one) => one.kind),
      commands.map((one) => one.payload),
      commands.map((one) => one.blockNumber),
      commands.map((one) => one.blockHash),
    ],
  )
  await notify(tx, ['chain_commands'])
}

const sentCommandRow = rowOf({
  id: tables.chain_commands.id,
  kind: tables.chain_commands.kind,
  payload: tables.chain_commands.payload,
  blockNumber: tables.chain_commands.block_number,
  blockHash: tables.chain_commands.block_hash,
})

/** A command that was sent to the matcher and that no later `Dropped` command has reversed. */
export type SentCommand = RowOf<typeof sentCommandRow>

const commandsAfter = statement(
  sentCommandRow,
  `select id, kind, payload, block_number as "blockNumber", block_hash as "blockHash" from chain_commands as sent
   where block_number > $1 and kind not in ('Block', 'Dropped')
     and not exists (select from chain_commands as reversal where reversal.command_key = 'dropped/' || sent.id)
   order by id desc`,
)

/**
 * Returns the commands that came from logs in blocks above `number` and that no `Dropped` command has reversed, newest first. Leaves out `Block` commands.
 * Index: chain_commands (block_number), chain_commands (command_key). Takes no lock.
 */
export async function listCommandsAfterBlock(db: Queryable, { number }: { number: bigint }): Promise<SentCommand[]> {
  return commandsAfter.rows(db, [number])
}
