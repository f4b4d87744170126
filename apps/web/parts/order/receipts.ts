import type { OrderReceiptWire } from '@infinitio/domain/wire'
import { listReceipts, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'
import { saveFile } from '#web/parts/download/saveFile.ts'

/**
 * Query for the signed receipts of an order. It combines the receipts that this browser stored with those that the API signs now. A stored receipt is shown
 * even if the API does not return it or fails, because it is the renter's proof against the market.
 */
export function receiptsQuery(api: Transport, orderHash: string) {
  return queryOptions({
    queryKey: ['orders', 'receipts', orderHash],
    queryFn: async () => {
      const stored = storedReceipts(orderHash)
      const signed = await listReceipts(api, orderHash).catch((error: unknown) => {
        if (stored.length === 0) throw error
        return { items: [] }
      })
      const isStored = ({ kind, acceptedAt }: (typeof stored)[number]) => stored.some((one) => one.kind === kind && one.acceptedAt === acceptedAt)
      return [...stored, ...signed.items.filter((receipt) => !isStored(receipt))].sort((one, other) => one.acceptedAt - other.acceptedAt)
    },
  })
}

const storageKey = 'infinitio.receipts'
const mostReceipts = 200

/** Returns the signed receipts that this browser stores for an order, oldest first: those for placing it and for cancelling it. */
function storedReceipts(orderHash: string): OrderReceiptWire[] {
  return allStored().filter((receipt) => receipt.orderHash === orderHash)
}

/** Stores a receipt in this browser. Above two hundred receipts, it removes the oldest. */
export function storeReceipt(receipt: OrderReceiptWire): void {
  // Replace only a stored receipt with the same order and the same signature. Both must be equal, because receipts that were signed together share a signature.
  const others = allStored().filter(({ orderHash, signature }) => orderHash !== receipt.orderHash || signature !== receipt.signature)
  window.localStorage.setItem(storageKey, JSON.stringify([...others, receipt].slice(-mostReceipts)))
}

function allStored(): OrderReceiptWire[] {
  const stored = window.localStorage.getItem(storageKey)
  return stored === null ? [] : (JSON.parse(stored) as OrderReceiptWire[])
}

/** Downloads the receipts of an order as a file. */
export function saveReceipts(orderHash: string, receipts: readonly OrderReceiptWire[]): void {
  saveFile({ name: `infinitio-receipt-${orderHash.slice(2, 10)}.json`, text: `${JSON.stringify(receipts, null, 2)}\n` })
}
