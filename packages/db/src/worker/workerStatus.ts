import type { Queryable } from '../client/queryable.ts'

/**
 * Why a sender takes no new work: no gas, fees above its cap, its signer away, nonces in the pool that are not ours, not an engine of the
 * Directory, or on its way out.
 */
export type SenderRest = 'gas' | 'fees' | 'signer' | 'pool' | 'engine' | 'retiring'

/** How a sender is doing. `balance` in wei, null while the chain does not say. */
export interface WorkerStatus {
  sender: string
  chainError: string | null
  balance: bigint | null
  /** How many transactions like its last ones the balance pays for. */
  transactionsLeft: bigint | null
  lowGas: boolean
  rest: SenderRest | null
  /** Its transactions that wait for a block. */
  inFlight: number
  /** Its signed nonces that the chain node does not have. */
  nonceGap: number
}

/** Stores how a sender is doing, for health pages. Index: worker_status (sender). Locks its row. */
export async function saveWorkerStatus(db: Queryable, status: WorkerStatus): Promise<void> {
  const { sender, chainError, balance, transactionsLeft, lowGas, rest, inFlight, nonceGap } = status
  await db.query(
    `insert into worker_status as old (sender, chain_ok, chain_error, balance, transactions_left, low_gas, rest, in_flight, nonce_gap, updated_at)
     values ($1, $2::text is null, $2::text, $3, $4, $5, $6, $7, $8, now())
     on conflict (sender) do update set chain_ok = excluded.chain_ok, chain_error = excluded.chain_error,
       balance = coalesce(excluded.balance, old.balance), transactions_left = coalesce(excluded.transactions_left, old.transactions_left),
       low_gas = excluded.low_gas, rest = excluded.rest, in_flight = excluded.in_flight, nonce_gap = excluded.nonce_gap, updated_at = excluded.updated_at`,
    [sender, chainError, balance, transactionsLeft, lowGas, rest, inFlight, nonceGap],
  )
}
