import type { NewCommand } from '@infinitio/db'
import {
  type Address,
  type Ask,
  type Bid,
  durationSeconds,
  type NodeId,
  type OrderHash,
  pTokenUnits,
  unixSeconds,
  zeroHex32,
} from '@infinitio/domain'
import { type BookCommand, type BookEvent, toCanonical } from '@infinitio/matching'
import { addressOf, askOf, bidOf, blockAt, closedLog, nodeOf, sceneStart, settledLog } from '../../../../packages/matching/test/marketScene.ts'
import { type Random, randomOf } from '../../../../packages/matching/test/randomOf.ts'

const NODES = 400
const RENTERS = 500
const CLASSES = 20
const REGIONS = 4
const BLOCK_SECONDS = 6n
const BLOCKS_A_TURN = 10
const BIDS_A_BLOCK = 3
/** How many blocks after its settlement a lease is closed, and how many blocks after it began to wait in the book a bid is withdrawn. */
const BLOCKS_OF_A_LEASE = 250
const BLOCKS_OF_A_BID = 400
const signature = `0x${'5a'.repeat(65)}`

type Settled = Extract<BookCommand, { kind: 'Settled' }>

/**
 * Generates the history of a market over about one week. Renters bid for fitting machines, a third of them below the asks. Matches settle in one of the next
 * blocks and close later; resting bids are withdrawn; asks are placed again at other prices. `next` returns the commands of the next ten blocks in the format
 * of the command tables; `tell` receives the events that the book returned for these commands.
 */
export class RecoveryHistory {
  readonly #random: Random = randomOf(20_261_120)
  readonly #asks = new Map<OrderHash, Ask>()
  readonly #bids = new Map<OrderHash, Bid>()
  readonly #ids = { api: 0n, chain: 0n, worker: 0n, admin: 0n }
  readonly #nonces = new Map<Address, bigint>()
  #block = 1
  #orders = 0
  #leases = 0n
  #toSettle: Settled[] = []
  readonly #toClose: { at: number; lease: Settled }[] = []
  readonly #toCancel: { at: number; orderHash: OrderHash; by: Address }[] = []

  get #now(): bigint {
    return sceneStart + BigInt(this.#block) * BLOCK_SECONDS
  }

  /** Returns the commands before the first block with a bid. The engine itself adds the command with the rules. */
  opening(): NewCommand[] {
    const commands: BookCommand[] = [blockAt(1, sceneStart)]
    for (let classId = 1; classId <= CLASSES; classId += 1)
      commands.push({ kind: 'ClassAdded', classId, vramGib: 80, referencePricePerGpuSecond: pTokenUnits(1_000n) })
    for (let regionId = 1; regionId <= REGIONS; regionId += 1) commands.push({ kind: 'RegionAdded', regionId })
    for (let at = 0; at < RENTERS; at += 1) commands.push({ kind: 'Deposited', account: renterOf(at), amount: pTokenUnits(10n ** 24n) })
    for (let at = 0; at < NODES; at += 1) {
      const place = { classId: 1 + (at % CLASSES), regionId: 1 + (at % REGIONS) }
      commands.push({ kind: 'NodeRegistered', node: nodeOf(at + 1), provider: providerOf(at), gpus: 8, vramGib: 80, ...place })
    }
    return [...commands.map((command) => this.#from('chain', command)), ...Array.from({ length: NODES }, (_, at) => this.#placeAsk(at))]
  }

  /** Returns the commands of the next block. */
  next(): NewCommand[] {
    this.#block += 1
    const now = this.#now
    const commands = [this.#from('chain', blockAt(this.#block, now)), ...this.#toSettle.map((settled) => this.#from('chain', settled))]
    for (const settled of this.#toSettle) this.#toClose.push({ at: this.#block + BLOCKS_OF_A_LEASE, lease: settled })
    this.#toSettle = []
    for (const { lease } of taken(this.#toClose, this.#block))
      commands.push(this.#from('chain', closedLog(lease, { seconds: now - lease.terms.start, at: now })))
    for (const { orderHash, by } of taken(this.#toCancel, this.#block)) commands.push(this.#from('api', { kind: 'CancelOrder', orderHash, by }))
    commands.push(this.#placeAsk(this.#random.below(NODES)))
    for (let at = 0; at < BIDS_A_BLOCK; at += 1) commands.push(this.#placeBid(now))
    for (let more = 1; more < BLOCKS_A_TURN; more += 1) {
      this.#block += 1
      commands.push(this.#from('chain', blockAt(this.#block, this.#now)))
      for (let at = 0; at < BIDS_A_BLOCK; at += 1) commands.push(this.#placeBid(this.#now))
    }
    return commands
  }

  /** Receives the book's events. Matches settle in the next blocks. */
  tell(events: readonly BookEvent[]): void {
    for (const event of events) {
      if (event.kind === 'BidRested')
        this.#toCancel.push({ at: this.#block + BLOCKS_OF_A_BID, orderHash: event.orderHash, by: this.#takeBid(event.orderHash).renter })
      if (event.kind !== 'Matched') continue
      const ask = this.#asks.get(event.askHash)
      if (ask === undefined) throw new Error('a match is of an ask that was placed')
      this.#leases += 1n
      const start = this.#now + BLOCK_SECONDS
      const { askHash, bidHash, gpus } = event
      this.#toSettle.push(settledLog(this.#leases, { ask, bid: this.#takeBid(bidHash), askHash, bidHash, gpus, start }) as Settled)
    }
  }

  /** Removes a bid from the list of open bids and returns it. Each bid is used only once: either it rests and is withdrawn, or it is matched and settles. */
  #takeBid(orderHash: OrderHash): Bid {
    const bid = this.#bids.get(orderHash)
    this.#bids.delete(orderHash)
    if (bid === undefined) throw new Error('a bid was placed')
    return bid
  }

  #placeAsk(at: number): NewCommand {
    const orderHash = this.#nextHash('a')
    const pricePerGpuSecond = pTokenUnits(1_000n + BigInt(this.#random.below(400)))
    const expiry = unixSeconds(this.#now + 6n * 86_400n)
    const ask = askOf({ provider: providerOf(at), node: nodeOf(at + 1), maxGpus: 8, pricePerGpuSecond, nonce: BigInt(this.#orders), expiry })
    this.#asks.set(orderHash, ask)
    return this.#from('api', { kind: 'PlaceAsk', ask, signature, orderHash })
  }

  #placeBid(now: bigint): NewCommand {
    const orderHash = this.#nextHash('b')
    const renter = renterOf(this.#random.below(RENTERS))
    const nonce = (this.#nonces.get(renter) ?? 0n) + 1n
    this.#nonces.set(renter, nonce)
    const rests = this.#random.chance(0.33)
    const bid = bidOf({
      ...{ renter, nonce, node: zeroHex32 as NodeId, gpus: 1, timeInForce: rests ? 0 : 2 },
      classMask: 1n << BigInt(1 + this.#random.below(CLASSES)),
      durationSeconds: durationSeconds(3_600n),
      maxPricePerGpuSecond: pTokenUnits(rests ? 500n : 2_000n),
      ...{ startUntil: unixSeconds(now + 7_200n), expiry: unixSeconds(now + 7_200n) },
    })
    this.#bids.set(orderHash, bid)
    return this.#from('api', { kind: 'PlaceBid', bid, signature, orderHash })
  }

  #nextHash(kind: 'a' | 'b'): OrderHash {
    this.#orders += 1
    return `0x${kind}${this.#orders.toString(16).padStart(63, '0')}` as OrderHash
  }

  #from(source: 'api' | 'chain', command: BookCommand): NewCommand {
    this.#ids[source] += 1n
    return { source, id: this.#ids[source], payload: toCanonical(command) }
  }
}

/** Removes and returns the entries that are due at this block or earlier. The list is sorted by block. */
function taken<Due extends { at: number }>(list: Due[], block: number): Due[] {
  const later = list.findIndex(({ at }) => at > block)
  return list.splice(0, later === -1 ? list.length : later)
}

function renterOf(at: number): Address {
  return addressOf(1_000 + at)
}

function providerOf(at: number): Address {
  return addressOf(10_000 + Math.floor(at / 20))
}
