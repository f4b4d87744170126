import { type Address, type OrderHash, zeroAddress, zeroHex32 } from '@infinitio/domain'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type AskRecord, availableBalance, type BidRecord, type Book, type BookCommand, type BookEvent, chainNow } from '../src/index.ts'
import { bookUnderTest } from './bookUnderTest.ts'
import { isWhole } from './naiveTerms.ts'
import { playRandomMarket } from './randomMarket.ts'

type Look = (book: Book, said: { command: BookCommand; events: BookEvent[] }) => void

/** The number of random markets for each promise. The minimums below are per hundred markets. */
const markets = process.env.TEST_LONG === '1' ? 200 : 60
const leastOf = (perHundred: number) => (perHundred * markets) / 100

/** Plays random markets with every kind of order and shows each step. If a market breaks the tested rule, fast-check prints its seed. */
function inEveryMarket(look: () => Look): void {
  const market = fc.integer({ min: 0, max: 2 ** 31 - 1 })
  const play = (seed: number) => {
    const under = bookUnderTest()
    const lookAt = look()
    playRandomMarket(under, { seed, steps: 250, version: 10, onStep: ({ command }, events) => lookAt(under.book, { command, events }) })
  }
  fc.assert(fc.property(market, play), { numRuns: markets, seed: 8_102 })
}

describe('after every command of any market', () => {
  test('gives no bid an ask while a better ask could have given it as much', () => {
    let seen = 0
    inEveryMarket(() => (book, { events }) => {
      for (const event of events) {
        const bid = event.kind === 'Matched' ? spotBidByPrice(book, event.bidHash) : undefined
        if (event.kind !== 'Matched' || bid === undefined || event.start !== 0n) continue
        seen += 1
        const taken = { price: event.pricePerGpuSecond as bigint, seq: book.asks.get(event.askHash)?.seq ?? Number.POSITIVE_INFINITY }
        for (const ask of openAsks(book)) {
          const isBetter = ask.price < taken.price || (ask.price === taken.price && ask.seq < taken.seq)
          if (isBetter) expect(couldGive(book, ask, bid, event.gpus), `${ask.orderHash} to ${event.bidHash}`).toBe(false)
        }
      }
    })
    expect(seen).toBeGreaterThan(leastOf(150))
  })

  test('leaves no resting bid that an open ask could serve', () => {
    let seen = 0
    inEveryMarket(() => (book) => {
      if (book.mode !== 'open' || book.clock === null) return
      for (const bid of standingSpotBids(book)) {
        seen += 1
        for (const ask of openAsks(book)) expect(couldGive(book, ask, bid, gpusToGo(book, bid)), `${ask.orderHash} to ${bid.orderHash}`).toBe(false)
      }
    })
    expect(seen).toBeGreaterThan(leastOf(2_500))
  })

  test('gives no bid more GPUs than it wants, and reports its open GPUs correctly', () => {
    let rested = 0
    inEveryMarket(() => {
      const lanes = new Map<string, Map<string, number>>()
      const wanted = new Map<OrderHash, { gpus: number; lane: string }>()
      const matches = new Map<bigint, { lane: string; gpus: number }>()
      const laneOf = (lane: string) => lanes.get(lane) ?? lanes.set(lane, new Map()).get(lane) ?? new Map<string, number>()
      const filled = (lane: string) => [...laneOf(lane).values()].reduce((all, gpus) => all + gpus, 0)
      return (_, { command, events }) => {
        // If another account settles a bid of this market, the chain fills the bid although the book made no match for it.
        if (command.kind === 'Settled') {
          const ours = events.some((event) => event.kind === 'Settled' && event.matchId !== null)
          const { renter, gpus } = command.terms
          if (!ours) laneOf(`${renter} ${command.bidNonce}`).set(`lease ${command.leaseId}`, gpus)
        }
        if (command.kind === 'Dropped' && command.of.kind === 'Settled')
          laneOf(`${command.of.terms.renter} ${command.of.bidNonce}`).delete(`lease ${command.of.leaseId}`)
        for (const event of events) {
          if (event.kind === 'BidAccepted') wanted.set(event.orderHash, { gpus: event.bid.gpus, lane: `${event.bid.renter} ${event.bid.nonce}` })
          if (event.kind === 'Abandoned') laneOf(matches.get(event.matchId)?.lane ?? '').delete(`match ${event.matchId}`)
          if (event.kind === 'Matched') {
            const { gpus, lane } = wanted.get(event.bidHash) ?? { gpus: 0, lane: '' }
            matches.set(event.matchId, { lane, gpus: event.gpus })
            laneOf(lane).set(`match ${event.matchId}`, event.gpus)
            expect(filled(lane), `${event.bidHash}`).toBeLessThanOrEqual(gpus)
          }
          if (event.kind === 'BidRested') {
            const { gpus, lane } = wanted.get(event.orderHash) ?? { gpus: 0, lane: '' }
            if (command.kind === 'PlaceBid') expect(event.gpus).toBe(gpus - filled(lane))
            rested += 1
          }
        }
      }
    })
    expect(rested).toBeGreaterThan(leastOf(250))
  })

  test('matches a bid of a paused account only when it is placed, and ends each pause on time', () => {
    let paused = 0
    inEveryMarket(() => {
      const until = new Map<string, number>()
      return (book, { command, events }) => {
        for (const [account, untilMs] of until) if (untilMs <= book.atMs && command.kind !== 'Generation') until.delete(account)
        for (const event of events) {
          if (event.kind === 'AccountPaused') until.set(event.account, event.untilMs)
          if (event.kind !== 'Matched' || !until.has(event.renter)) continue
          expect(command.kind === 'PlaceBid' && command.orderHash === event.bidHash, `match ${event.matchId}`).toBe(true)
        }
        for (const [account, { strikes }] of book.accounts) expect(strikes?.pausedUntilMs ?? 0, account).toBe(until.get(account) ?? 0)
        paused += until.size
      }
    })
    expect(paused).toBeGreaterThan(leastOf(500))
  })

  test('cancels an order before its match or refuses, and never matches a cancelled order', () => {
    let won = 0
    let lost = 0
    inEveryMarket(() => {
      const matched = new Set<OrderHash>()
      const gone = new Set<OrderHash>()
      return (book, { command, events }) => {
        if (command.kind === 'PlaceAsk' || command.kind === 'PlaceBid') gone.delete(command.orderHash)
        for (const event of events) {
          if (event.kind !== 'Matched') continue
          expect(gone.has(event.bidHash) || gone.has(event.askHash), `match ${event.matchId}`).toBe(false)
          matched.add(event.bidHash)
        }
        if (command.kind !== 'CancelOrder') return
        const answers = events.filter(
          (event) => (event.kind === 'OrderCancelled' || event.kind === 'CancelRejected') && event.orderHash === command.orderHash,
        )
        const refused = answers.find((event) => event.kind === 'CancelRejected')
        if (refused === undefined) {
          // The cancel was refused, so the bid must have expired or been cancelled in this same command.
          const ends = events.filter(
            (event) => (event.kind === 'OrderCancelled' || event.kind === 'OrderExpired') && event.orderHash === command.orderHash,
          )
          expect(ends).toHaveLength(1)
          won += 1
          gone.add(command.orderHash)
          expect(book.asks.get(command.orderHash)?.state).not.toBe('open')
          expect(book.bids.get(command.orderHash)?.state).not.toBe('resting')
          return
        }
        if (refused.kind === 'CancelRejected' && refused.code === 'order.already_matched') {
          lost += 1
          expect(matched.has(command.orderHash)).toBe(true)
        }
      }
    })
    expect(won).toBeGreaterThan(leastOf(50))
    expect(lost).toBeGreaterThan(leastOf(2.5))
  })
})

// The functions below follow docs/market.md for one ask and one bid. They read only the records and use no code of the search.

/** Returns true for spot bids that rank by price and accept a partial fill. */
function isSpotByPrice(book: Book, { bid, placed }: BidRecord): boolean {
  return !isWhole(bid) && (placed.rank ?? 'price') === 'price' && bid.startFrom <= now(book) && now(book) <= bid.startUntil
}

function spotBidByPrice(book: Book, orderHash: OrderHash): BidRecord | undefined {
  const record = book.bids.get(orderHash)
  return record !== undefined && record.placed.holdId === undefined && isSpotByPrice(book, record) ? record : undefined
}

function standingSpotBids(book: Book): BidRecord[] {
  return [...book.bids.values()].filter(
    (record) =>
      record.state === 'resting' && !book.blockedAccounts.has(record.bid.renter) && !isPaused(book, record.renter) && isSpotByPrice(book, record),
  )
}

function isPaused({ accounts }: Book, account: string): boolean {
  return (accounts.get(account as Address)?.strikes?.pausedUntilMs ?? 0) > 0
}

function gpusToGo({ accounts }: Book, { bid }: BidRecord): number {
  const [, lane] = [...(accounts.get(bid.renter)?.lanes ?? [])].find(([nonce]) => BigInt(nonce) === bid.nonce) ?? []
  return bid.gpus - (lane?.filled ?? 0) - (lane?.pending ?? 0)
}

function openAsks({ asks }: Book): AskRecord[] {
  return [...asks.values()].filter(({ state }) => state === 'open')
}

/** Returns true if an ask could give a bid at least one slice now, of at most `most` GPUs. */
function couldGive(book: Book, record: AskRecord, { bid, orderHash }: BidRecord, most: number): boolean {
  const { ask, node } = record
  const end = now(book) + 120n + bid.durationSeconds
  const isNamed = bid.node === zeroHex32 ? hasBit(bid.classMask, node.classId) && hasBit(bid.regionMask, node.regionId) : bid.node === node.node
  const isFit = node.vramGib >= bid.minVramGib && node.tier >= bid.minTier && node.reliabilityBps >= Number(bid.minReliabilityBps)
  const isMeant = ask.provider !== bid.renter && (ask.privateRenter === zeroAddress || ask.privateRenter === bid.renter)
  const isInTime = ask.availableFrom <= now(book) && end <= ask.availableUntil
  const isLong = bid.durationSeconds >= ask.minDurationSeconds && bid.durationSeconds <= ask.maxDurationSeconds
  if (!isNamed || !isFit || !isMeant || !isInTime || !isLong || node.isHidden || ask.pricePerGpuSecond > bid.maxPricePerGpuSecond) return false
  if (ask.maxFeeBps < book.feeBps || book.avoided.get(orderHash)?.has(record.orderHash) === true) return false
  const least = Math.max(1, ask.minGpus, bid.minGpusPerNode)
  const cost = ask.pricePerGpuSecond * BigInt(least) * bid.durationSeconds
  const escrow = cost + (cost * book.feeBps + 9_999n) / 10_000n + book.relayFee
  return least <= most && least <= ask.maxGpus && freeUntil(book, record, end) >= least && escrow <= availableBalance(book, bid.renter)
}

/** Returns the GPUs of a node that respond and are free in every hour from now to a second. */
function freeUntil(book: Book, { node }: AskRecord, end: bigint): number {
  let most = 0
  for (let hour = now(book) / 3_600n; hour * 3_600n < end; hour += 1n)
    most = Math.max(most, node.leased.get(Number(hour)) + node.reserved.get(Number(hour)))
  return node.gpus - node.lostGpus - most
}

function hasBit(mask: bigint, bit: number): boolean {
  return ((mask >> BigInt(bit)) & 1n) === 1n
}

function now(book: Book): bigint {
  return chainNow(book, book.atMs)
}
