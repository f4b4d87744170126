import type { Queryable } from '../client/queryable.ts'

/** Where journal and chain stand in what is read. */
export interface BackupPosition {
  postgres: string
  migrations: string[]
  journalSeq: bigint
  journalHash: string | null
  generation: number
  headNumber: bigint | null
  headHash: string | null
}

/** Reads it in the snapshot of the caller's transaction. Takes no lock. */
export async function readBackupPosition(db: Queryable): Promise<BackupPosition> {
  const rows = await db.query<BackupPosition>(
    `select current_setting('server_version') as postgres,
       array(select migration_name::text from _prisma_migrations where finished_at is not null order by migration_name) as migrations,
       coalesce(j.seq, 0) as "journalSeq", j.hash as "journalHash",
       coalesce((select max(generation) from journal_generations), 0) as generation,
       c.head_number as "headNumber", c.head_hash as "headHash"
     from (select 1) one left join lateral (select seq, hash from journal order by seq desc limit 1) j on true
       left join follower_checkpoint c on c.id = 1`,
    [],
  )
  const row = rows[0]
  if (row === undefined) throw new Error('the position query returns one row')
  return row
}
