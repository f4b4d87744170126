import type { Queryable } from '../client/queryable.ts'
import type { HoldState } from './insertHolds.ts'

/** What happened to a hold. */
export interface HoldChange {
  holdId: string
  state: HoldState
  code: string | null
}

/** Changes the state of holds in one statement. No hold may come twice. Throws when one is unknown. Index: holds (hold_id). */
export async function updateHolds(tx: Queryable, changes: readonly HoldChange[]): Promise<void> {
  if (changes.length === 0) return
  const changed = await tx.query<{ hold_id: string }>(
    `update holds h set state = new.state, code = new.code from unnest($1::text[], $2::text[], $3::text[]) as new (hold_id, state, code)
     where h.hold_id = new.hold_id returning h.hold_id`,
    [changes.map((change) => change.holdId), changes.map((change) => change.state), changes.map((change) => change.code)],
  )
  if (changed.length !== changes.length) throw new Error(`a hold is not in holds, of ${changes.map((change) => change.holdId).join(', ')}`)
}
