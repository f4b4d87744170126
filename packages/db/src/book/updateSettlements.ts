import { bigintArray, textArray } from '../client/binaryArray.ts'
import type { Queryable } from '../client/queryable.ts'

/** Where a match stands on its way to the chain. */
export type SettlementState = 'unsettled' | 'settled' | 'abandoned'

/** What happened to a settlement. */
export interface SettlementChange {
  matchId: bigint
  state: SettlementState
  code: string | null
  leaseId: bigint | null
  updatedAtMs: bigint
}

/** Changes settlements in one statement. No match may come twice. Throws when one is unknown. Index: settlements (match_id). */
export async function updateSettlements(tx: Queryable, changes: readonly SettlementChange[]): Promise<void> {
  if (changes.length === 0) return
  const changed = await tx.query<{ match_id: bigint }>(
    `update settlements s set state = new.state, code = new.code, lease_id = new.lease_id, updated_at_ms = new.at_ms
     from unnest($1::bigint[], $2::text[], $3::text[], $4::bigint[], $5::bigint[]) as new (match_id, state, code, lease_id, at_ms)
     where s.match_id = new.match_id returning s.match_id`,
    [
      bigintArray(changes.map((change) => change.matchId)),
      textArray(changes.map((change) => change.state)),
      textArray(changes.map((change) => change.code)),
      bigintArray(changes.map((change) => change.leaseId)),
      bigintArray(changes.map((change) => change.updatedAtMs)),
    ],
  )
  if (changed.length !== changes.length) throw new Error(`a match is not in settlements, of ${changes.map((change) => change.matchId).join(', ')}`)
}
