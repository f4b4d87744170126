import type { Queryable } from '../client/queryable.ts'

const LOCK_SPACE = 7_304

/** Jobs of which one at a time runs, however many servers there are. */
const keys = { telemetry: 1, snapshots: 2, moves: 3, scores: 4, notifications: 5 } as const

/** Takes a job's advisory lock until the transaction ends. False when somebody else has it: then there is nothing to do. */
export async function tryLock(tx: Queryable, job: keyof typeof keys): Promise<boolean> {
  const rows = await tx.query<{ locked: boolean }>('select pg_try_advisory_xact_lock($1, $2) as locked', [LOCK_SPACE, keys[job]])
  return rows[0]?.locked === true
}
