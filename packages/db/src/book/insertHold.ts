import type { Queryable } from '../client/queryable.ts'

/** Where a hold stands. */
export type HoldState = 'held' | 'used' | 'released' | 'expired' | 'rejected'

/** A hold. Price and amount in PToken base units, `amount` 0 when unfunded. */
export interface HoldRow {
  holdId: string
  account: string
  /** Null when the hold was rejected. */
  nodeId: string | null
  askHash: string
  gpus: number
  durationSeconds: bigint
  funded: boolean
  pricePerGpuSecond: bigint
  amount: bigint
  state: HoldState
  code: string | null
  expiresAtMs: bigint
  createdAtMs: bigint
}

/** Adds a hold; a hold id that exists keeps its row. Index: holds (hold_id). */
export async function insertHold(tx: Queryable, hold: HoldRow): Promise<void> {
  await tx.query(
    `insert into holds (hold_id, account, node_id, ask_hash, gpus, duration_seconds, funded, price_per_gpu_second, amount, state, code, expires_at_ms, created_at_ms)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) on conflict (hold_id) do nothing`,
    [
      hold.holdId,
      hold.account,
      hold.nodeId,
      hold.askHash,
      hold.gpus,
      hold.durationSeconds,
      hold.funded,
      hold.pricePerGpuSecond,
      hold.amount,
      hold.state,
      hold.code,
      hold.expiresAtMs,
      hold.createdAtMs,
    ],
  )
}
