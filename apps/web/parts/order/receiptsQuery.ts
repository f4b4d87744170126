import { listReceipts, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'
import { storedReceipts } from '#web/parts/order/storedReceipts.ts'

/**
 * The signed receipts of an order: those that this browser was given, and what the API signs of it now. Those of the browser count also when the API
 * denies them: that is what they are for.
 */
export function receiptsQuery(api: Transport, orderHash: string) {
  return queryOptions({
    queryKey: ['orders', 'receipts', orderHash],
    queryFn: async () => {
      const kept = storedReceipts(orderHash)
      const told = await listReceipts(api, orderHash).catch((error: unknown) => {
        if (kept.length === 0) throw error
        return { items: [] }
      })
      const isKept = ({ kind, acceptedAt }: (typeof kept)[number]) => kept.some((one) => one.kind === kind && one.acceptedAt === acceptedAt)
      return [...kept, ...told.items.filter((receipt) => !isKept(receipt))].sort((one, other) => one.acceptedAt - other.acceptedAt)
    },
  })
}
