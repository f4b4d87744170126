import type { Queryable } from './queryable.ts'

/** The channels on which writers wake their readers. A notification has no content, because readers read the tables. */
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
