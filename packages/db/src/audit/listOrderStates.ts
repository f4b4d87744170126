import type { Queryable } from '../client/queryable.ts'

/** An order of the read model, as far as an audit compares it with the book. */
export interface OrderStateRow {
  orderHash: string
  kind: 'ask' | 'bid'
  state: string
  /** GPUs of a bid that are still to go. */
  openGpus: number
}

/** Every order's state. For audits: reads the whole table. Takes no lock. */
export async function listOrderStates(db: Queryable): Promise<OrderStateRow[]> {
  return db.query<OrderStateRow>('select order_hash as "orderHash", kind, state, open_gpus as "openGpus" from book_orders order by order_hash', [])
}
