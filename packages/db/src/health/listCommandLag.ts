import type { CommandSource } from '../matcher.ts'
import type { Queryable } from '../client/queryable.ts'

/** How many commands of one table stand before the matcher, and when the oldest of them came. */
export interface CommandLag {
  source: CommandSource
  waiting: bigint
  oldestAt: Date | null
}

/** What the matcher has not taken yet, by table. Index: the primary keys of the command tables, cursors (source). Takes no lock. */
export async function listCommandLag(db: Queryable): Promise<CommandLag[]> {
  return db.query<CommandLag>(
    `with taken as (select (select last_id from cursors where source = 'api') as api, (select last_id from cursors where source = 'chain') as chain,
       (select last_id from cursors where source = 'worker') as worker, (select last_id from cursors where source = 'admin') as admin)
     select 'api' as source, count(*) as waiting, min(created_at) as "oldestAt" from api_commands, taken where id > coalesce(api, 0)
     union all select 'chain', count(*), min(created_at) from chain_commands, taken where id > coalesce(chain, 0)
     union all select 'worker', count(*), min(created_at) from worker_commands, taken where id > coalesce(worker, 0)
     union all select 'admin', count(*), min(created_at) from admin_commands, taken where id > coalesce(admin, 0)`,
    [],
  )
}
