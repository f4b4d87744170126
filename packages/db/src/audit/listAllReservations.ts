import type { Queryable } from '../client/queryable.ts'

/** What the read model says is withheld; amounts in PToken base units. */
export interface ReservedRow {
  id: string
  account: string
  nodeId: string
  gpus: number
  amount: bigint
  fromHour: bigint
  toHour: bigint
}

/** Every reservation. For audits: reads the whole table. Takes no lock. */
export async function listAllReservations(db: Queryable): Promise<ReservedRow[]> {
  return db.query<ReservedRow>(
    'select id, account, node_id as "nodeId", gpus, amount, from_hour as "fromHour", to_hour as "toHour" from book_reservations order by id',
    [],
  )
}
