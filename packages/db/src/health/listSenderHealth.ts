import type { Queryable } from '../client/queryable.ts'
import type { SenderRest } from '../worker/workerStatus.ts'

/** How one sender key does. `openTransactions` and `oldestOpenAt` are of its transactions that are in no block. */
export interface SenderHealth {
  sender: string
  chainOk: boolean
  balance: bigint | null
  transactionsLeft: bigint | null
  lowGas: boolean
  rest: SenderRest | null
  inFlight: number
  nonceGap: number
  openTransactions: number
  oldestOpenAt: Date | null
  seenAt: Date
}

/**
 * Every sender key that ever reported, by address; one that is no longer used has an old `seenAt`. One with open transactions and an
 * old `seenAt` is an alarm: nobody sends for it. Indexes: worker_status (sender), transactions (state, id). Takes no lock.
 */
export async function listSenderHealth(db: Queryable): Promise<SenderHealth[]> {
  return db.query<SenderHealth>(
    `select w.sender, w.chain_ok as "chainOk", w.balance, w.transactions_left as "transactionsLeft", w.low_gas as "lowGas", w.rest,
       w.in_flight as "inFlight", w.nonce_gap as "nonceGap", w.updated_at as "seenAt",
       (select count(*)::integer from transactions t where t.sender = w.sender and t.state in ('stored', 'broadcast')) as "openTransactions",
       (select min(t.created_at) from transactions t where t.sender = w.sender and t.state in ('stored', 'broadcast')) as "oldestOpenAt"
     from worker_status w order by w.sender`,
    [],
  )
}
