import type { OrderReceiptWire } from '@infinitio/domain/wire'

const place = 'infinitio.receipts'
const mostReceipts = 200

/** Returns the signed receipts that this browser stores for an order, oldest first: those for placing it and for cancelling it. */
export function storedReceipts(orderHash: string): OrderReceiptWire[] {
  return allKept().filter((receipt) => receipt.orderHash === orderHash)
}

/** Stores a receipt in this browser. Above two hundred the oldest is removed. */
export function storeReceipt(receipt: OrderReceiptWire): void {
  // Receipts that were signed together share their signature.
  const others = allKept().filter(({ orderHash, signature }) => orderHash !== receipt.orderHash || signature !== receipt.signature)
  window.localStorage.setItem(place, JSON.stringify([...others, receipt].slice(-mostReceipts)))
}

function allKept(): OrderReceiptWire[] {
  const kept = window.localStorage.getItem(place)
  return kept === null ? [] : (JSON.parse(kept) as OrderReceiptWire[])
}
