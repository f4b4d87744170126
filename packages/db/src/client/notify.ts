import type { Queryable } from './queryable.ts'

/**
 * The notification channels with which a process that writes rows wakes the processes that read them. A notification has no content, because the readers then
 * read the tables.
 */
export type Channel =
  | 'api_commands'
  | 'chain_commands'
  | 'worker_commands'
  | 'admin_commands'
  | 'book'
  | 'settlements'
  | 'transactions'
  | 'relays'
  | 'pool_calls'
  | 'projections'

/** Wakes the listeners of `channels` when the surrounding transaction commits. Takes no lock. */
export async function notify(tx: Queryable, channels: readonly Channel[]): Promise<void> {
  await tx.query("select pg_notify(channel, '') from unnest($1::text[]) as channel", [channels], { prepared: true })
}
