import { noEdges } from '../../src/book/structures/rankedList.ts'
import { type Ranked, RankedList } from '../../src/index.ts'
import type { PlainOperation } from './plainStreams.ts'

type PlainSide = 'buy' | 'sell'

/** A plain limit order for the index of the product's book. The rank of a buy order is its negated price. */
class PlainOrder implements Ranked {
  readonly id: number
  readonly side: PlainSide
  readonly rank: number
  readonly seq: number
  quantity: number

  constructor({ id, side, rank, seq, quantity }: { id: number; side: PlainSide; rank: number; seq: number; quantity: number }) {
    this.id = id
    this.side = side
    this.rank = rank
    this.seq = seq
    this.quantity = quantity
  }

  get price(): bigint {
    return BigInt(Math.abs(this.rank))
  }
}

/**
 * A plain limit order book on the product's own `RankedList`, with price-time priority, partial fills and
 * cancellations. It has the same features as npm's nodejs-order-book, so that both do the same work in the benchmark.
 */
export class PlainBook {
  readonly #sides: Record<PlainSide, RankedList<PlainOrder>> = { buy: new RankedList<PlainOrder>(noEdges), sell: new RankedList<PlainOrder>(noEdges) }
  readonly #open = new Map<number, PlainOrder>()
  #seq = 0
  /** Quantity traded so far. */
  traded = 0

  /** The number of open orders. */
  get size(): number {
    return this.#open.size
  }

  /** Plays one operation of a stream. Cancelling an order that no longer exists changes nothing. */
  play(operation: PlainOperation): void {
    if (operation.kind === 'cancel') {
      this.#cancel(operation.id)
      return
    }
    const { id, side, price } = operation
    const isBuy = side === 'buy'
    const left = this.#match(isBuy ? this.#sides.sell : this.#sides.buy, isBuy ? price : -price, operation.quantity)
    if (left === 0) return
    this.#seq += 1
    const order = new PlainOrder({ id, side, rank: isBuy ? -price : price, seq: this.#seq, quantity: left })
    this.#sides[side].add(order)
    this.#open.set(id, order)
  }

  /** Fills an order from the orders of the other side with a rank at or below a limit. Returns the quantity that is still open. */
  #match(others: RankedList<PlainOrder>, limit: number, quantity: number): number {
    let left = quantity
    for (let first = others.first; left > 0 && first !== undefined && first.rank <= limit; first = others.first) {
      const taken = Math.min(left, first.quantity)
      left -= taken
      first.quantity -= taken
      this.traded += taken
      if (first.quantity > 0) continue
      others.remove(first)
      this.#open.delete(first.id)
    }
    return left
  }

  #cancel(id: number): void {
    const order = this.#open.get(id)
    if (order === undefined) return
    this.#open.delete(id)
    this.#sides[order.side].remove(order)
  }
}
