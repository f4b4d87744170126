import type { Queryable } from '../client/queryable.ts'

/** What the disk of the lease that a bid makes begins with, and how far its machine is. `sealedKey` is JSON of the wire's shape. */
export interface DiskRestoreRow {
  bidHash: string
  account: string
  snapshotId: string | null
  sealedKey: string | null
  state: 'waiting' | 'running' | 'done' | 'failed'
  percent: number
  code: string | null
}

const columns = 'bid_hash as "bidHash", account, snapshot_id as "snapshotId", sealed_key as "sealedKey", state, percent, code'

/** The restore of the lease that a bid makes, or null. Index: disk_restores (bid_hash). Takes no lock. */
export async function findDiskRestore(db: Queryable, { bidHash }: { bidHash: string }): Promise<DiskRestoreRow | null> {
  const [row] = await db.query<DiskRestoreRow>(`select ${columns} from disk_restores where bid_hash = $1`, [bidHash])
  return row ?? null
}

/** Says what a disk begins with; again, by the same account and while nothing was restored: with the key. False when it is another's or too late. */
export async function saveDiskRestore(
  db: Queryable,
  { bidHash, account, snapshotId, sealedKey }: { bidHash: string; account: string; snapshotId: string | null; sealedKey: string | null },
): Promise<boolean> {
  const rows = await db.query(
    `insert into disk_restores (bid_hash, account, snapshot_id, sealed_key) values ($1, $2, $3, $4)
     on conflict (bid_hash) do update set snapshot_id = excluded.snapshot_id, sealed_key = excluded.sealed_key, updated_at = now()
       where disk_restores.account = excluded.account and disk_restores.state = 'waiting' returning 1`,
    [bidHash, account, snapshotId, sealedKey],
  )
  return rows.length > 0
}

/** What a machine says of a restore. */
export type DiskRestoreNews = { state: 'running'; percent: number } | { state: 'done' } | { state: 'failed'; code: string }

/** Notes it; false when it is over already. Index: disk_restores (bid_hash). Locks the row. */
export async function updateDiskRestore(db: Queryable, { bidHash, news }: { bidHash: string; news: DiskRestoreNews }): Promise<boolean> {
  const percent = news.state === 'running' ? news.percent : news.state === 'done' ? 100 : null
  const rows = await db.query(
    `update disk_restores set state = $2, percent = coalesce($3, percent), code = $4, updated_at = now()
     where bid_hash = $1 and state in ('waiting', 'running') returning 1`,
    [bidHash, news.state, percent, news.state === 'failed' ? news.code : null],
  )
  return rows.length > 0
}

/**
 * Takes back what a disk was to begin with. One that is being restored fails with `code`; one that waits goes on waiting, for nothing, so that a machine
 * which has not made the lease yet does not start its script either. Index: disk_restores (bid_hash). Locks the row.
 */
export async function takeBackDiskRestore(db: Queryable, { bidHash, code }: { bidHash: string; code: string }): Promise<void> {
  await db.query(
    `update disk_restores set snapshot_id = null, sealed_key = null, state = case state when 'running' then 'failed' else state end,
       code = case state when 'running' then $2 end, updated_at = now()
     where bid_hash = $1 and state in ('waiting', 'running')`,
    [bidHash, code],
  )
}
