import { accept, actorKey } from './actors.ts'
import type { Market } from './startMarket.ts'

/** Returns the hash of an order that nobody placed. It contains `number`, by which a test recognises its cancel command in the journal. */
export function cancelledHash(number: number): string {
  return `0x${number.toString(16).padStart(64, '0')}`
}

/** Stores the cancel with this number, as the API does. */
export async function acceptCancel(market: Market, number: number): Promise<void> {
  await accept(market, { kind: 'CancelOrder', orderHash: cancelledHash(number) as never, by: actorKey('nobody').address }, `cancel/${number}`)
}

/** Returns the cancels in the journal, in journal order. */
export async function journalledCancels(market: Market): Promise<string[]> {
  const rows = await market.owner.query<{ hash: string }>(
    `select command::jsonb ->> 'orderHash' as hash from journal where command::jsonb ->> 'kind' = 'CancelOrder' order by seq`,
    [],
  )
  return rows.map((row) => row.hash)
}
