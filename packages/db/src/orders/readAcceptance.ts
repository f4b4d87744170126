import type { Queryable } from '../client/queryable.ts'

/** When an order was accepted, the journal row that has it (null: the matcher has not read it), and when each signed cancellation of it was, oldest first. */
export interface Acceptance {
  acceptedAt: Date
  createdSeq: bigint | null
  cancelledAt: Date[]
}

/** What receipts of an order speak of; null for an order that was never accepted here. Indexes: api_commands (command_key), book_orders. Takes no lock. */
export async function readAcceptance(db: Queryable, { orderHash }: { orderHash: string }): Promise<Acceptance | null> {
  const accepted = await db.query<Pick<Acceptance, 'acceptedAt' | 'createdSeq'>>(
    `select c.created_at as "acceptedAt", o.created_seq as "createdSeq" from api_commands c left join book_orders o on o.order_hash = $2
     where c.command_key = $1`,
    [`order:${orderHash}`, orderHash],
  )
  // `;` comes right after `:`, so this is every key that begins with the prefix.
  const cancels = await db.query<{ cancelledAt: Date }>(
    'select created_at as "cancelledAt" from api_commands where command_key >= $1 and command_key < $2 order by created_at',
    [`cancel:${orderHash}:`, `cancel:${orderHash};`],
  )
  const [row] = accepted
  return row === undefined ? null : { ...row, cancelledAt: cancels.map(({ cancelledAt }) => cancelledAt) }
}
