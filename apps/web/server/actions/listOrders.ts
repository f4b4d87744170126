import { listAccountOrders, listValueRanked } from '@infinitio/db'
import type { Address, Refusal } from '@infinitio/domain'
import type { OrderPageWire } from '@infinitio/domain/wire'
import type { Services } from '../services.ts'
import { describeOrder } from './readOrder.ts'

/** A page of orders of an account, newest first. Refuses with `api.cursor_invalid`. */
export async function listOrders(
  services: Services,
  { account, cursor, limit }: { account: Address; cursor: string | null; limit: number },
): Promise<OrderPageWire | Refusal> {
  if (cursor !== null && !/^[0-9]{1,18}$/.test(cursor)) return { rejected: 'api.cursor_invalid', detail: 'query.cursor' }
  const rows = await listAccountOrders(services.db, { account, beforeSeq: cursor === null ? null : BigInt(cursor), limit: limit + 1 })
  const page = rows.slice(0, limit)
  const byValue = await listValueRanked(services.db, { orderHashes: page.map(({ orderHash }) => orderHash) })
  return {
    items: await Promise.all(page.map((row) => describeOrder(services, row, byValue))),
    nextCursor: rows.length > limit ? (page.at(-1)?.createdSeq.toString() ?? null) : null,
  }
}
