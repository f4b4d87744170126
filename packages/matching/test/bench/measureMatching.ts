import { OrderBook, Side } from 'nodejs-order-book'
import { PlainBook } from './plainBook.ts'
import { openPlainMarket } from './plainMarket.ts'
import { bigStream, deepStream, flowStream, type PlainOperation, type PlainStream } from './plainStreams.ts'
import { openRealMarket } from './realOrders.ts'

// Prints the speed of matching as one line of JSON. For real orders, it measures bids per second over 100,000 asks in 200 books, and the 99th percentile of
// their time. For plain streams, it measures the same operations in our index and in npm's nodejs-order-book (the peer), alternately, up to 4 s per stream. One
// stream (Flow) also runs as whole signed orders through `apply` (`orderOpsPerSec`), as in the product. The peer does less work for each operation.

const RUNS = 5
const ASKS = 100_000
const BIDS = 200_000
const MOST_MS = 4_000

const samples: Record<string, number[]> = {
  bidsPerSec: [],
  p99Us: [],
  opsPerSec: [],
  orderOpsPerSec: [],
  peerOpsPerSec: [],
  ratio: [],
  bigRatio: [],
  deepOfFlow: [],
  rssMiB: [],
}
// Real orders run first, while this process has no plain book yet. Otherwise V8 would compile code for both books together, and the matcher's process never has
// a plain book. The first run only warms up the process and does not count.
for (let run = 0; run <= RUNS; run += 1) {
  const result = measureReal()
  if (run > 0) note(`real ${run}`, result)
}
for (let run = 1; run <= RUNS; run += 1) note(`plain ${run}`, measurePlain())
console.log(JSON.stringify(samples))

function note(run: string, result: Readonly<Record<string, number>>): void {
  for (const [key, value] of Object.entries(result)) samples[key]?.push(value)
  const figures = Object.entries(result).map(([key, value]) => `${key} ${value.toFixed(value < 100 ? 2 : 0)}`)
  console.error(`run ${run}: ${figures.join(', ')}`)
}

/**
 * Measures bids per second and the 99th percentile of their time in microseconds. Each bid is parsed right before it is played; the time for parsing does not
 * count here.
 */
function measureReal(): { bidsPerSec: number; p99Us: number } {
  const market = openRealMarket({ asks: ASKS, bids: BIDS })
  // Collects the garbage of the set-up, because a real matcher has been running for a long time.
  globalThis.gc?.()
  const micros = new Float64Array(BIDS)
  for (let at = 0; at < BIDS; at += 1) {
    const bid = market.readBid(at)
    const before = performance.now()
    market.playBid(bid)
    micros[at] = (performance.now() - before) * 1_000
  }
  const seconds = micros.reduce((sum, one) => sum + one, 0) / 1e6
  micros.sort()
  return { bidsPerSec: BIDS / seconds, p99Us: micros[Math.floor(BIDS * 0.99)] ?? 0 }
}

/** Measures operations per second of each stream, ours and the peer's alternately. */
function measurePlain(): Record<string, number> {
  const [flow, big, deep] = [flowStream(), bigStream(), deepStream()].map((stream) => ({ ours: rateOfOurs(stream), theirs: rateOfPeer(stream) }))
  if (flow === undefined || big === undefined || deep === undefined) throw new Error('three streams were played')
  return {
    opsPerSec: flow.ours,
    orderOpsPerSec: rateOfOrders(flowStream()),
    peerOpsPerSec: flow.theirs,
    ratio: flow.ours / flow.theirs,
    bigRatio: big.ours / big.theirs,
    deepOfFlow: deep.ours / flow.ours,
    rssMiB: process.memoryUsage.rss() / 2 ** 20,
  }
}

function rateOfOurs(stream: PlainStream): number {
  const book = new PlainBook()
  for (const operation of stream.before) book.play(operation)
  return rateOf(stream.measured, (operation) => book.play(operation))
}

function rateOfOrders(stream: PlainStream): number {
  const { play, commandOf } = openPlainMarket(stream)
  for (const operation of stream.before) play(commandOf(operation))
  const commands = stream.measured.map(commandOf)
  return rateOf(commands, play)
}

function rateOfPeer(stream: PlainStream): number {
  const book = new OrderBook()
  const play = (operation: PlainOperation): void => {
    const id = String(operation.id)
    if (operation.kind === 'cancel') book.cancel(id)
    else book.limit({ side: operation.side === 'buy' ? Side.BUY : Side.SELL, id, size: operation.quantity, price: operation.price })
  }
  for (const operation of stream.before) play(operation)
  return rateOf(stream.measured, play)
}

/** Returns operations per second, over as many operations as fit into 4 s. */
function rateOf<Operation>(operations: readonly Operation[], play: (operation: Operation) => void): number {
  const startedAt = performance.now()
  let played = 0
  for (const operation of operations) {
    play(operation)
    played += 1
    if (performance.now() - startedAt > MOST_MS) break
  }
  return played / ((performance.now() - startedAt) / 1_000)
}
