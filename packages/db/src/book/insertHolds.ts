import type { Queryable } from '../client/queryable.ts'

/** Where a hold stands. */
export type HoldState = 'held' | 'used' | 'released' | 'expired' | 'rejected'

/** A hold as the matcher judged it. Price and amount in PToken base units, `amount` 0 when unfunded; times of the wall clock in milliseconds. */
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

/** Adds holds in one statement; a hold id that exists keeps its row. Index: holds (hold_id). */
export async function insertHolds(tx: Queryable, holds: readonly HoldRow[]): Promise<void> {
  if (holds.length === 0) return
  await tx.query(
    `insert into holds (hold_id, account, node_id, ask_hash, gpus, duration_seconds, funded, price_per_gpu_second, amount, state, code, expires_at_ms, created_at_ms)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::int[], $6::bigint[], $7::boolean[], $8::numeric[], $9::numeric[],
       $10::text[], $11::text[], $12::bigint[], $13::bigint[])
     on conflict (hold_id) do nothing`,
    [
      holds.map((hold) => hold.holdId),
      holds.map((hold) => hold.account),
      holds.map((hold) => hold.nodeId),
      holds.map((hold) => hold.askHash),
      holds.map((hold) => hold.gpus),
      holds.map((hold) => hold.durationSeconds),
      holds.map((hold) => hold.funded),
      holds.map((hold) => hold.pricePerGpuSecond),
      holds.map((hold) => hold.amount),
      holds.map((hold) => hold.state),
      holds.map((hold) => hold.code),
      holds.map((hold) => hold.expiresAtMs),
      holds.map((hold) => hold.createdAtMs),
    ],
  )
}
