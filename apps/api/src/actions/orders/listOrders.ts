import { countAccountOrders, listAccountOrders, type OrderFilter } from '@infinitio/db'
import type { Address, Refusal } from '@infinitio/domain'
import { mostOrdersCounted, type OrderPageWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'
import { describeOrder, whatIsKnownOf } from './readOrder.ts'

/** A page of orders of an account, newest first, and on the first page how many there are: of one side or both; those that are open, those that are over, or all. Refuses with `api.cursor_invalid`. */
export async function listOrders(
  services: Services,
  { account, kind, state, cursor, limit }: Omit<OrderFilter, 'beforeSeq' | 'account'> & { account: Address; cursor: string | null },
): Promise<OrderPageWire | Refusal> {
  if (cursor !== null && !/^[0-9]{1,18}$/.test(cursor)) return { rejected: 'api.cursor_invalid', detail: 'query.cursor' }
  const rows = await listAccountOrders(services.db, { account, kind, state, beforeSeq: cursor === null ? null : BigInt(cursor), limit: limit + 1 })
  const total = cursor === null ? await countAccountOrders(services.db, { account, kind, state, most: mostOrdersCounted }) : null
  const page = rows.slice(0, limit)
  const known = await whatIsKnownOf(services, page)
  return {
    items: await Promise.all(page.map((row) => describeOrder(services, row, known))),
    total,
    nextCursor: rows.length > limit ? (page.at(-1)?.createdSeq.toString() ?? null) : null,
  }
}
