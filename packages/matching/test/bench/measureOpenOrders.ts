import type { BookCommand } from '../../src/index.ts'
import { openWaitingMarket } from './realOrders.ts'

// Prints what an open order takes in a book of a million: all of it, the order itself as it was read from the journal, and what the book has beyond
// that. Needs --expose-gc.

const ORDERS = 1_000_000

const { readOrders, play } = openWaitingMarket({ orders: ORDERS })
const emptyBytes = bytes()
const orders = readOrders()
const payloadBytes = (bytes() - emptyBytes) / ORDERS
const [first] = orders
for (const order of orders) open(order)
orders.length = 0
const openOrderBytes = (bytes() - emptyBytes) / ORDERS
// The book is still needed here, and so was kept until now.
if (first !== undefined && play(first).at(-1)?.kind !== 'DuplicateIgnored') throw new Error('the book has lost an order')
console.log(JSON.stringify({ openOrderBytes: [openOrderBytes], payloadBytes: [payloadBytes], beyondPayloadBytes: [openOrderBytes - payloadBytes] }))

function open(order: BookCommand): void {
  const last = play(order).at(-1)?.kind
  if (last !== 'AskPlaced' && last !== 'BidRested') throw new Error(`an order is not open: ${last}`)
}

function bytes(): number {
  if (globalThis.gc === undefined) throw new Error('run with --expose-gc')
  // What one collection finds free may hold what the next frees.
  globalThis.gc()
  globalThis.gc()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}
