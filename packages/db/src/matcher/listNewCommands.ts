import type { Queryable } from '../client/queryable.ts'
import type { CommandSource, Cursors } from './commandSource.ts'

/** A command that waits for the matcher; `payload` is its canonical JSON. */
export interface NewCommand {
  source: CommandSource
  id: bigint
  payload: string
}

/**
 * What stands after the cursors: chain, then worker, then admin, then api commands, each in id order and at most its limit, all
 * seen at one instant. Indexes: the primary keys of the four tables. Takes no lock (writers draw ids under the append lock).
 */
export async function listNewCommands(
  db: Queryable,
  { cursors, limits }: { cursors: Cursors; limits: Record<CommandSource, number> },
): Promise<NewCommand[]> {
  return db.query<NewCommand & { place: number }>(
    `select * from (
       (select 1 as place, 'chain' as source, id, payload from chain_commands where id > $1 order by id limit $5)
       union all (select 2, 'worker', id, payload from worker_commands where id > $2 order by id limit $6)
       union all (select 3, 'admin', id, payload from admin_commands where id > $3 order by id limit $7)
       union all (select 4, 'api', id, payload from api_commands where id > $4 order by id limit $8)
     ) as waiting order by place, id`,
    [cursors.chain, cursors.worker, cursors.admin, cursors.api, limits.chain, limits.worker, limits.admin, limits.api],
  )
}
