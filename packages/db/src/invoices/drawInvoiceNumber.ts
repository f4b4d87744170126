import type { Queryable } from '../client/queryable.ts'

/** The next number, which is nobody else's and is given back when the transaction fails: no number is left out. Waits for whoever issues now. Index: invoice_counter (id). */
export async function drawInvoiceNumber(tx: Queryable): Promise<bigint> {
  const rows = await tx.query<{ last: bigint }>(
    'insert into invoice_counter (id, last) values (1, 1) on conflict (id) do update set last = invoice_counter.last + 1 returning last',
    [],
  )
  const last = rows[0]?.last
  if (last === undefined) throw new Error('the counter returns one row')
  return last
}
