import type { Queryable } from '../client/queryable.ts'

/** Where a match stands on its way to the chain. */
export type SettlementState = 'unsettled' | 'settled' | 'abandoned'

/** What a settlement withholds again when the chain dropped it. */
export interface SettlementSubject {
  nodeId: string
  account: string
  gpus: number
  amount: bigint
}

/** Changes a settlement and returns what it is about. Throws when it is unknown. Index: settlements (match_id). */
export async function updateSettlement(
  tx: Queryable,
  {
    matchId,
    state,
    code,
    leaseId,
    updatedAtMs,
  }: { matchId: bigint; state: SettlementState; code: string | null; leaseId: bigint | null; updatedAtMs: bigint },
): Promise<SettlementSubject> {
  const rows = await tx.query<SettlementSubject>(
    `update settlements set state = $2, code = $3, lease_id = $4, updated_at_ms = $5 where match_id = $1
     returning node_id as "nodeId", account, gpus, amount`,
    [matchId, state, code, leaseId, updatedAtMs],
  )
  const row = rows[0]
  if (row === undefined) throw new Error(`match ${matchId} is not in settlements`)
  return row
}
