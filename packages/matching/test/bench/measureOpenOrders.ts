import type { BookCommand } from '../../src/index.ts'
import { openWaitingMarket } from './realOrders.ts'

// Prints the memory of an open order in a book of one million orders: the total, the part of the order itself as parsed from the journal, and the part that the
// book adds. Needs --expose-gc.

const ORDERS = 1_000_000

const { readOrders, play } = openWaitingMarket({ orders: ORDERS })
const emptyBytes = bytes()
const orders = readOrders()
const payloadBytes = (bytes() - emptyBytes) / ORDERS
const [first] = orders
for (const order of orders) open(order)
orders.length = 0
const openOrderBytes = (bytes() - emptyBytes) / ORDERS
// Uses the book once more, so that the garbage collector cannot remove it before this line.
if (first !== undefined && play(first).at(-1)?.kind !== 'DuplicateIgnored') throw new Error('the book has lost an order')
console.log(JSON.stringify({ openOrderBytes: [openOrderBytes], payloadBytes: [payloadBytes], beyondPayloadBytes: [openOrderBytes - payloadBytes] }))

function open(order: BookCommand): void {
  const last = play(order).at(-1)?.kind
  if (last !== 'AskPlaced' && last !== 'BidRested') throw new Error(`an order is not open: ${last}`)
}

function bytes(): number {
  if (globalThis.gc === undefined) throw new Error('run with --expose-gc')
  // Collects garbage twice, because some objects can be removed only after the first collection has removed others.
  globalThis.gc()
  globalThis.gc()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}
