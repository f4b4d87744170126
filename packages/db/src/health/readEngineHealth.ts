import type { Queryable } from '../client/queryable.ts'

/** How far the engine is behind. Heads are block numbers; `waitingCommands` were accepted and not journaled yet. */
export interface EngineHealth {
  headNumber: bigint | null
  finalNumber: bigint | null
  followerChainOk: boolean | null
  followerSeenAt: Date | null
  matcherSeenAt: Date | null
  unsettled: number | null
  paused: boolean | null
  /** How far the matcher's wall clock leapt ahead and is not believed; null while it is. */
  clockAheadMs: bigint | null
  waitingCommands: bigint
  /** When the oldest of them was accepted. */
  oldestWaitingAt: Date | null
}

/** Reads the engine's own rows. Takes no lock. */
export async function readEngineHealth(db: Queryable): Promise<EngineHealth> {
  const rows = await db.query<EngineHealth>(
    `select c.head_number as "headNumber", c.final_number as "finalNumber", c.chain_ok as "followerChainOk", c.updated_at as "followerSeenAt",
       m.updated_at as "matcherSeenAt", m.unsettled, m.paused, m.clock_ahead_ms as "clockAheadMs",
       coalesce((select max(id) from api_commands), 0) - coalesce((select last_id from cursors where source = 'api'), 0) as "waitingCommands",
       (select min(created_at) from api_commands where id > coalesce((select last_id from cursors where source = 'api'), 0)) as "oldestWaitingAt"
     from (select 1) one left join follower_checkpoint c on c.id = 1 left join matcher_status m on m.id = 1`,
    [],
  )
  const row = rows[0]
  if (row === undefined) throw new Error('the health query returns one row')
  return row
}
