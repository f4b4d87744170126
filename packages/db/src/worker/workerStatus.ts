// State of senders: the keys with which the worker sends transactions. The worker (role infinitio_worker) writes the table `worker_status`; health pages read
// it.
import type { Queryable } from '../client/queryable.ts'

/** The reasons for which a sender (a key of the worker) sends no new transactions. */
export const senderRests = ['gas', 'fees', 'signer', 'pool', 'engine', 'retiring'] as const

/**
 * The reason why a sender (a key of the worker) sends no new transactions; null if it sends them.
 * - `gas`: the sender has too few coins for gas
 * - `fees`: the network's fees are above the sender's limit
 * - `signer`: the program that signs for the sender does not answer
 * - `pool`: the chain node's pool has transactions with nonces that this worker did not send
 * - `engine`: the Directory does not list the sender as an engine
 * - `retiring`: the sender is being retired
 */
export type SenderRest = (typeof senderRests)[number]

/** The state of a sender (a key with which the worker sends transactions). `balance` is in wei; null if the chain did not return it. */
export interface WorkerStatus {
  sender: string
  chainError: string | null
  balance: bigint | null
  /** The number of transactions that the balance can still pay for, if they cost as much as recent ones. */
  transactionsLeft: bigint | null
  lowGas: boolean
  rest: SenderRest | null
  /** Number of transactions that wait for a block. */
  inFlight: number
  /** The number of nonces for which the sender has signed a transaction that the chain node does not have. */
  nonceGap: number
}

/** Stores the state of a sender (a key of the worker) for health pages. Index: worker_status (sender). Locks its row. */
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
