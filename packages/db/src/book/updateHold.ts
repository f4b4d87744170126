import type { Queryable } from '../client/queryable.ts'
import type { HoldState } from './insertHold.ts'

/** Changes a hold's state. Throws when it is unknown. Index: holds (hold_id). */
export async function updateHold(tx: Queryable, { holdId, state, code }: { holdId: string; state: HoldState; code: string | null }): Promise<void> {
  const rows = await tx.query<{ hold_id: string }>('update holds set state = $2, code = $3 where hold_id = $1 returning hold_id', [
    holdId,
    state,
    code,
  ])
  if (rows.length !== 1) throw new Error(`hold ${holdId} is not in holds`)
}
