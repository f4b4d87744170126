import type { Queryable } from '../client/queryable.ts'

/**
 * A session key of an account, amounts in 1e-9 PToken: what it was given last and has left of it (before it was taken back, where it was), what it may spend a day
 * and spent on the day `spentOn` (Unix seconds / 86,400), and the transaction that gave it or took it back last.
 */
export interface SessionKeyRow {
  key: string
  total: bigint
  left: bigint
  dayCap: bigint
  spentToday: bigint
  spentOn: bigint
  expiry: bigint
  revoked: boolean
  changedTx: string
  changedAt: bigint
  final: boolean
}

/**
 * Session keys of an account that the chain knows, given last first; those whose key is `key` alone where that is not null.
 * Index: chain_sessions (account, key), chain_logs_session_keys_idx, blocks (number). Takes no lock.
 */
export async function listSessionKeys(
  db: Queryable,
  { account, key, limit }: { account: string; key: string | null; limit: number },
): Promise<SessionKeyRow[]> {
  const said = (names: string) =>
    `select block_number, tx_hash, args::jsonb as args from chain_logs where name in ('SessionAuthorized', 'SessionSpent', 'SessionRevoked') and name in (${names})
       and args::jsonb ->> 'account' = s.account and args::jsonb ->> 'key' = s.key order by block_number desc, log_index desc limit 1`
  return db.query<SessionKeyRow>(
    `select s.key, (given.args ->> 'totalLeft')::numeric(78, 0) as total, (spent.args ->> 'totalLeft')::numeric(78, 0) as "left", s.day_cap as "dayCap",
       s.spent_today as "spentToday", s.spent_on as "spentOn", s.expiry, s.revoked, changed.tx_hash as "changedTx", b.timestamp as "changedAt",
       coalesce(s.updated_block <= (select final_number from follower_checkpoint where id = 1), false) as final
     from chain_sessions s
       cross join lateral (${said("'SessionAuthorized'")}) given
       cross join lateral (${said("'SessionAuthorized', 'SessionSpent'")}) spent
       cross join lateral (${said("'SessionAuthorized', 'SessionRevoked'")}) changed
       join blocks b on b.number = changed.block_number
     where s.account = $1 and ($2::text is null or s.key = $2)
     order by s.revoked, changed.block_number desc, s.key limit $3`,
    [account, key, limit],
  )
}
