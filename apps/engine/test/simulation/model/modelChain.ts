import { keccak256Hex } from '@infinitio/domain'
import type { Hex } from 'viem'
import { copyMarket, type MarketState } from './marketState.ts'
import { modelCall } from './modelCall.ts'
import { modelHeader } from './modelHeader.ts'
import { encodeModelEvent, type ModelLog } from './modelLog.ts'
import { Refused } from './refused.ts'
import type { ModelAddresses, ModelEvent, Recover } from './turn.ts'

/** A transaction sent to the chain. Fees are in wei per gas. */
export type ModelTransaction = {
  hash: Hex
  from: string
  nonce: number
  to: string
  data: Hex
  maxFeePerGas: bigint
  maxPriorityFeePerGas: bigint
}

/** A mined transaction: its events, or its revert reason. */
export type MinedTransaction = ModelTransaction & { refusal: Refused | null; events: readonly ModelEvent[]; logs: ModelLog[] }

/** A block with the full state after it. */
export type ModelBlock = {
  number: bigint
  hash: Hex
  parentHash: Hex
  timestamp: number
  baseFee: bigint
  mined: MinedTransaction[]
  state: MarketState
  /** The next nonce of each sender. */
  nonces: Map<string, number>
  /** The header as a node returns it. */
  header: ReturnType<typeof modelHeader>
}

/** A block that has not been mined. */
export type PendingBlock = Omit<ModelBlock, 'hash' | 'header'>

/** The answer of the chain node when a transaction is sent to it. */
export type PoolAnswer = 'sent' | 'already known' | 'nonce too low' | 'replacement transaction underpriced'

type Genesis = { state: MarketState; events: ModelEvent[]; timestamp: number; addresses: ModelAddresses; chainId: number; recover: Recover }

const ZERO_HASH: Hex = `0x${'0'.repeat(64)}`

/** A chain that contains only our contracts. Blocks never change; a reorg removes blocks from the list. */
export class ModelChain {
  readonly addresses: ModelAddresses
  readonly chainId: number
  readonly #recover: Recover
  readonly #blocks: ModelBlock[] = []
  readonly #pool = new Map<Hex, ModelTransaction>()
  #sealed = 0

  /** Creates a chain with one block. After this block, the market has the state `state`; `events` are the logs of the block. */
  constructor({ state, events, timestamp, addresses, chainId, recover }: Genesis) {
    this.addresses = addresses
    this.chainId = chainId
    this.#recover = recover
    const setUp: MinedTransaction = {
      ...{ hash: keccak256Hex(new TextEncoder().encode('set-up')), from: addresses.directory, nonce: 0, to: addresses.market, data: '0x' },
      ...{ maxFeePerGas: 0n, maxPriorityFeePerGas: 0n, refusal: null, events, logs: events.map((event) => encodeModelEvent(event, addresses)) },
    }
    const first = { number: 0n, parentHash: ZERO_HASH, timestamp, baseFee: 1_000_000_000n, mined: [setUp], state, nonces: new Map() }
    this.#blocks.push(this.#seal(first))
  }

  get blocks(): readonly ModelBlock[] {
    return this.#blocks
  }

  get pool(): ReadonlyMap<Hex, ModelTransaction> {
    return this.#pool
  }

  head(): ModelBlock {
    return this.#blocks.at(-1) as ModelBlock
  }

  /** Runs one transaction on a copy of a state. Returns the new state, or the old one if the transaction is refused. */
  run(on: MarketState, { from, to, data, now }: { from: string; to: string; data: Hex; now: number }) {
    const changed = copyMarket(on)
    const events: ModelEvent[] = []
    const { chainId, addresses } = this
    const turn = {
      state: changed,
      now,
      sender: from,
      chainId,
      addresses,
      recover: this.#recover,
      emit: (event: ModelEvent) => void events.push(event),
    }
    try {
      modelCall(turn, { to, data })
      return { state: changed, events, refusal: null }
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      return { state: on, events: [], refusal: error }
    }
  }

  /** Returns the next block as it would be now, with all transactions of the pool that it can execute. */
  pending(now: number): PendingBlock {
    const { timestamp, baseFee } = this.head()
    return this.#build({ timestamp: Math.max(timestamp + 1, now), baseFee, transactions: this.#executable(baseFee) })
  }

  send(transaction: ModelTransaction): PoolAnswer {
    if (this.#pool.has(transaction.hash)) return 'already known'
    if (transaction.nonce < (this.head().nonces.get(transaction.from) ?? 0)) return 'nonce too low'
    const rival = [...this.#pool.values()].find(({ from, nonce }) => from === transaction.from && nonce === transaction.nonce)
    const isMore = (mine: bigint, theirs: bigint) => mine * 10n >= theirs * 11n
    if (rival !== undefined) {
      const pays = isMore(transaction.maxFeePerGas, rival.maxFeePerGas) && isMore(transaction.maxPriorityFeePerGas, rival.maxPriorityFeePerGas)
      if (!pays) return 'replacement transaction underpriced'
      this.#pool.delete(rival.hash)
    }
    this.#pool.set(transaction.hash, transaction)
    return 'sent'
  }

  /**
   * Mines a block with the time `now` in seconds, or one second after the last block if that is later. The block contains the executable transactions for which
   * `takes` returns true. If a transaction must wait, all later ones of its sender wait too.
   */
  mine({ now, baseFee, takes }: { now: number; baseFee: bigint; takes: (transaction: ModelTransaction) => boolean }): ModelBlock {
    const held = new Set<string>()
    const transactions = this.#executable(baseFee).filter((waiting) => {
      if (!held.has(waiting.from) && takes(waiting)) return true
      held.add(waiting.from)
      return false
    })
    const block = this.#seal(this.#build({ timestamp: Math.max(this.head().timestamp + 1, now), baseFee, transactions }))
    this.#blocks.push(block)
    for (const { from, nonce } of block.mined) {
      for (const waiting of this.#pool.values()) if (waiting.from === from && waiting.nonce <= nonce) this.#pool.delete(waiting.hash)
    }
    return block
  }

  /** Removes the newest blocks. Those of their transactions for which `returns` returns true go back to the pool; the others are lost. */
  drop({ depth, returns }: { depth: number; returns: (transaction: ModelTransaction) => boolean }): void {
    for (const block of this.#blocks.splice(this.#blocks.length - depth, depth)) {
      for (const transaction of block.mined) if (returns(transaction)) this.#pool.set(transaction.hash, transaction)
    }
  }

  /** Drops waiting transactions, as a restarted chain node does. */
  forget(forgets: (transaction: ModelTransaction) => boolean): void {
    for (const waiting of [...this.#pool.values()]) if (forgets(waiting)) this.#pool.delete(waiting.hash)
  }

  #seal(block: PendingBlock): ModelBlock {
    this.#sealed += 1
    const header = modelHeader({ ...block, salt: this.#sealed })
    return { ...block, hash: header.hash, header }
  }

  /**
   * Returns the waiting transactions that the next block can execute: there is no gap in their sender's nonces, and they pay at least `baseFee`. The
   * transactions of one sender are in nonce order.
   */
  #executable(baseFee: bigint): ModelTransaction[] {
    const nonces = new Map(this.head().nonces)
    const chosen: ModelTransaction[] = []
    for (const waiting of [...this.#pool.values()].sort((one, other) => one.nonce - other.nonce)) {
      if (waiting.nonce !== (nonces.get(waiting.from) ?? 0) || waiting.maxFeePerGas < baseFee) continue
      nonces.set(waiting.from, waiting.nonce + 1)
      chosen.push(waiting)
    }
    return chosen
  }

  #build({ timestamp: now, baseFee, transactions }: { timestamp: number; baseFee: bigint; transactions: readonly ModelTransaction[] }): PendingBlock {
    const parent = this.head()
    let after = parent.state
    const nonces = new Map(parent.nonces)
    const mined = transactions.map((transaction): MinedTransaction => {
      nonces.set(transaction.from, transaction.nonce + 1)
      const { state, events, refusal } = this.run(after, { ...transaction, now })
      after = state
      return { ...transaction, refusal, events, logs: events.map((event) => encodeModelEvent(event, this.addresses)) }
    })
    return { number: parent.number + 1n, parentHash: parent.hash, timestamp: now, baseFee, mined, state: after, nonces }
  }
}
