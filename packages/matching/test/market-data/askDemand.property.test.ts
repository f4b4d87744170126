import { assert, bps, durationSeconds, pTokenUnits, unixSeconds } from '@infinitio/domain'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  apply,
  type AskDemand,
  askDemand,
  bidsOfClass,
  type BidTape,
  type Book,
  type BookCommand,
  type BookEvent,
  type ClassDemand,
  classDemand,
  createBidTape,
  createBook,
  foldBid,
  type PastLease,
} from '../../src/index.ts'
import {
  addressOf,
  blockAt,
  hashOf,
  nodeOf,
  openingCommands,
  otherProvider,
  placeAsk,
  placeBid,
  provider,
  sceneStart,
  smallNode,
} from '../marketScene.ts'

const seed = 20_279
const otherNode = nodeOf(9)
const anyNode = { node: nodeOf(0), allOrNothing: false }
const price = (units: bigint) => pTokenUnits(units)

describe('the demand for an ask', () => {
  test('counts each bid of its class once, by the first check that failed, with the price last', () => {
    const { play, demand } = setup({
      own: 1_000n,
      other: 2_000n,
      ask: { minDurationSeconds: durationSeconds(600n), maxDurationSeconds: durationSeconds(7_200n) },
    })
    const bids: Record<string, Parameters<typeof placeBid>[1]> = {
      hired: {},
      price: { maxPricePerGpuSecond: price(999n) },
      'vram and price': { minVramGib: 81, maxPricePerGpuSecond: price(1n) },
      tier: { minTier: 1 },
      reliability: { minReliabilityBps: bps(1n) },
      region: { regionMask: 1n },
      'other class': { classMask: 4n },
      'other node': { node: otherNode, maxPricePerGpuSecond: price(2_000n) },
      'too short': { durationSeconds: durationSeconds(599n) },
      'too long': { durationSeconds: durationSeconds(7_201n) },
      own: { renter: provider },
      gpus: { gpus: 3, minGpusPerNode: 3 },
      broke: { renter: addressOf(99) },
    }
    for (const [name, change] of Object.entries(bids))
      play(placeBid(name, { ...anyNode, nonce: BigInt(name.length + 1_000 * name.charCodeAt(0)), ...change }))
    const { excluded, ...told } = demand()
    expect(told).toMatchObject({ bids: 12, hired: 1, elsewhere: 0, unfilled: 0, paidElsewhere: [2_000n] })
    expect(Object.fromEntries(excluded)).toEqual({
      ...{ price: 1, vram: 1, tier: 1, reliability: 1, region: 1, other_node: 1, too_short: 1, too_long: 1, own_bid: 1, gpus: 1, not_funded: 1 },
    })
  })

  test('distinguishes leased hours from hours outside the ask', () => {
    const later = unixSeconds(sceneStart + 7_200n)
    const { play, demand } = setup({ own: 1_000n, other: 5_000n, ask: { availableUntil: later } })
    play(placeBid('all day', { ...anyNode, durationSeconds: durationSeconds(8_000n), nonce: 1n }))
    play(placeBid('an hour', { ...anyNode, maxPricePerGpuSecond: price(999n), nonce: 2n }))
    const hour = { openedAt: Number(sceneStart) - 10, start: Number(sceneStart) - 10, agreedEnd: Number(sceneStart) + 3_600, gpus: 2 }
    expect(Object.fromEntries(demand([]).excluded)).toEqual({ availability: 1, price: 1 })
    expect(Object.fromEntries(demand([{ ...hour, end: hour.agreedEnd }]).excluded)).toEqual({ availability: 1, calendar: 1 })
    // A lease that had ended, or that opened later, took no hours.
    expect(Object.fromEntries(demand([{ ...hour, end: hour.start + 5 }]).excluded)).toEqual({ availability: 1, price: 1 })
    expect(Object.fromEntries(demand([{ ...hour, openedAt: hour.openedAt + 20, end: hour.agreedEnd }]).excluded)).toEqual({
      availability: 1,
      price: 1,
    })
    const longAgo = { ...hour, start: hour.start - 7_200, openedAt: hour.openedAt - 7_200, end: hour.start - 3_600 }
    expect(Object.fromEntries(demand([longAgo]).excluded)).toEqual({ availability: 1, price: 1 })
  })

  test('forgets a match that was given up', () => {
    const { play, demand } = setup({ own: 1_000n, other: 900n, ask: {} })
    const matched = play(placeBid('lost', { ...anyNode })).find((event) => event.kind === 'Matched')
    expect(demand()).toMatchObject({ elsewhere: 1, unfilled: 0, paidElsewhere: [900n] })
    assert(matched?.kind === 'Matched', 'the cheaper ask got it')
    play({ kind: 'SettleAbandoned', matchId: matched.matchId, code: 'chain.rpc_unavailable' })
    expect(demand()).toMatchObject({ elsewhere: 0, unfilled: 1, paidElsewhere: [] })
  })

  test('equals, at a lower price, what the matcher gives an ask at that price', () => {
    const wish = fc.record({
      gpus: fc.integer({ min: 1, max: 3 }),
      max: fc.bigInt({ min: 700n, max: 1_200n }),
      hours: fc.bigInt({ min: 1n, max: 3n }),
      isWhole: fc.boolean(),
      wait: fc.integer({ min: 0, max: 5_000 }),
    })
    const wishes = fc.array(wish, { minLength: 1, maxLength: 12 })
    const mostAtOnce = fc.integer({ min: 1, max: 2 })
    fc.assert(
      fc.property(wishes, fc.bigInt({ min: 800n, max: 1_100n }), mostAtOnce, (some, other, maxGpus) => {
        const { steps } = playWishes(some, { own: 1_100n, other, maxGpus })
        for (const step of steps) {
          const real = playWishes(some, { own: step.pricePerGpuSecond, other, maxGpus })
          expect([step.leases, step.gpuSeconds]).toEqual([real.hired, real.gpuSeconds])
          expect(step.pay).toBe(step.gpuSeconds * step.pricePerGpuSecond)
        }
        expect(steps.map(({ pricePerGpuSecond }) => pricePerGpuSecond)).toEqual(
          [...new Set(steps.map(({ pricePerGpuSecond }) => pricePerGpuSecond))].sort((one, two) => (one > two ? -1 : 1)),
        )
      }),
      { numRuns: 40, seed },
    )
  })

  test('has on its curve, up to its own price, all leases that the matcher gives an ask at that price', () => {
    const wish = fc.record({
      gpus: fc.integer({ min: 1, max: 3 }),
      max: fc.bigInt({ min: 700n, max: 1_200n }),
      hours: fc.bigInt({ min: 1n, max: 3n }),
      isWhole: fc.boolean(),
      wait: fc.integer({ min: 0, max: 5_000 }),
    })
    const mostAtOnce = fc.integer({ min: 1, max: 2 })
    fc.assert(
      fc.property(fc.array(wish, { minLength: 1, maxLength: 12 }), fc.bigInt({ min: 800n, max: 1_100n }), mostAtOnce, (some, other, maxGpus) => {
        const { curve } = playWishes(some, { own: 1_000n, other, maxGpus })
        for (const { pricePerGpuSecond, leases, gpuSeconds } of curve.filter((step) => step.pricePerGpuSecond <= 1_000n)) {
          const real = playWishes(some, { own: pricePerGpuSecond, other, maxGpus })
          expect([leases, gpuSeconds]).toEqual([real.hired, real.gpuSeconds])
        }
        expect(curve.some((step) => step.pricePerGpuSecond === 1_000n)).toBe(true)
      }),
      { numRuns: 40, seed },
    )
  })

  test('shows for a machine that is not on the market all leases that the matcher gives it at each price', () => {
    const wish = fc.record({
      gpus: fc.integer({ min: 1, max: 3 }),
      max: fc.bigInt({ min: 700n, max: 1_200n }),
      hours: fc.bigInt({ min: 1n, max: 3n }),
      isWhole: fc.boolean(),
      wait: fc.integer({ min: 0, max: 5_000 }),
    })
    const wishes = fc.array(wish, { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(wishes, fc.bigInt({ min: 800n, max: 1_100n }), (some, other) => {
        // No bid pays the price of the small node, so the tape is that of a market without it.
        const { newMachine } = playWishes(some, { own: 100_000n, other, maxGpus: 2 })
        for (const { pricePerGpuSecond, leases, gpuSeconds, pay } of newMachine.curve) {
          const real = playWishes(some, { own: pricePerGpuSecond, other, maxGpus: 2 })
          expect([leases, gpuSeconds]).toEqual([real.hired, real.gpuSeconds])
          expect(pay).toBe(gpuSeconds * pricePerGpuSecond)
        }
        expect(newMachine.curve.every(({ pricePerGpuSecond, leases }) => pricePerGpuSecond > 0n && leases > 0)).toBe(true)
      }),
      { numRuns: 40, seed },
    )
  })

  test('shows nothing for a machine without bids, and never counts orders for a higher tier or another region', () => {
    const { play, newMachine } = setup({ own: 100_000n, other: 9_000n, ask: {} })
    expect(newMachine()).toMatchObject({ bids: 0, curve: [] })
    play(placeBid('tier', { ...anyNode, minTier: 1, nonce: 1n }))
    play(placeBid('region', { ...anyNode, regionMask: 1n, nonce: 2n }))
    play(placeBid('large', { ...anyNode, gpus: 3, minGpusPerNode: 3, nonce: 3n }))
    expect(newMachine()).toMatchObject({ bids: 3, elsewhere: 0, unfilled: 0, curve: [] })
    expect(Object.fromEntries(newMachine().excluded)).toEqual({ tier: 1, region: 1, gpus: 1 })
  })

  test('replays only the newest bids of a class, of which it leaves the order as it was', () => {
    const { book, tape, play } = setup({ own: 100_000n, other: 9_000n, ask: {} })
    for (const nonce of [1n, 2n, 3n]) play(placeBid(`first ${nonce}`, { ...anyNode, nonce }))
    play(placeBid('other class', { ...anyNode, classMask: 4n, nonce: 4n }))
    play(placeBid('its node', { ...anyNode, node: otherNode, nonce: 5n }))
    const found = (most: number, classId = 1) => {
      const { bids, isCut } = bidsOfClass(book, { bids: tape.bids, classId, most })
      return { nonces: bids.map(({ placed }) => placed.bid.nonce), isCut }
    }
    expect(found(3)).toEqual({ nonces: [2n, 3n, 5n], isCut: true })
    expect(found(4)).toEqual({ nonces: [1n, 2n, 3n, 5n], isCut: false })
    expect(found(9, 2)).toEqual({ nonces: [1n, 2n, 3n, 4n], isCut: false })
  })

  test('shows on its curve that a higher price within the limits of renters earns more', () => {
    const { play, demand } = setup({ own: 1_000n, other: 9_000n, ask: {} })
    const hour = { ...anyNode, durationSeconds: durationSeconds(3_600n) }
    play(placeBid('high', { ...hour, maxPricePerGpuSecond: price(5_000n), nonce: 1n }))
    play(placeBid('middle', { ...hour, maxPricePerGpuSecond: price(3_000n), nonce: 2n }))
    expect(demand().curve.map(({ pricePerGpuSecond, leases, pay }) => [pricePerGpuSecond, leases, pay])).toEqual([
      [1_000n, 2, 7_200_000n],
      [3_000n, 2, 21_600_000n],
      [5_000n, 1, 18_000_000n],
    ])
  })

  test('reports a bid whose match with the ask was given up', () => {
    const { play, demand } = setup({ own: 1_000n, other: 1_100n, ask: {} })
    const terms = { timeInForce: 0, allOrNothing: false, maxPricePerGpuSecond: price(1_000n), expiry: unixSeconds(sceneStart + 86_400n) }
    const [, matched] = play(placeBid('bid', { ...anyNode, ...terms }))
    assert(matched?.kind === 'Matched', 'the bid meets the ask')
    play({ kind: 'SettleAbandoned', matchId: matched.matchId, code: 'order.settle_failed' })
    expect(demand()).toMatchObject({ hired: 0, excluded: new Map([['given_up', 1]]) })
  })

  type Wish = { gpus: number; max: bigint; hours: bigint; isWhole: boolean; wait: number }

  /**
   * Plays bids and returns the result of `demand`. Its `hired` and `gpuSeconds` are replaced by the matches that the small node's ask really got, because the
   * replay leaves these out. No bid takes the more expensive ask while the other ask is cheaper or older.
   */
  function playWishes(wishes: readonly Wish[], { maxGpus, ...prices }: { own: bigint; other: bigint; maxGpus: number }) {
    const { play, wait, demand, events, newMachine } = setup({ ...prices, ask: { maxGpus } })
    wishes.forEach(({ gpus, max, hours, isWhole, wait: seconds }, at) => {
      wait(seconds)
      const terms = { durationSeconds: durationSeconds(hours * 3_600n - 200n), maxPricePerGpuSecond: price(max) }
      play(placeBid(`bid ${at}`, { ...anyNode, ...terms, gpus, allOrNothing: isWhole, nonce: BigInt(at + 1) }))
    })
    const own = events.flatMap((event) => (event.kind === 'Matched' && event.node === smallNode ? [event] : []))
    const gpuSeconds = own.reduce((sum, { gpus, durationSeconds: seconds }) => sum + BigInt(gpus) * seconds, 0n)
    return { ...demand(), hired: own.length, gpuSeconds, newMachine: newMachine() }
  }
})

/** Opens the small node's ask and an older ask of the same class with 200 GPUs at another price. */
function setup({ own, other, ask }: { own: bigint; other: bigint; ask: Parameters<typeof placeAsk>[1] }) {
  const book: Book = createBook()
  const tape: BidTape = createBidTape()
  const events: BookEvent[] = []
  let [seq, atMs] = [0, 5_000_000]
  const play = (command: BookCommand): BookEvent[] => {
    seq += 1
    const told = apply(book, command, { seq, atMs })
    foldBid(tape, book, { command, events: told, seq, atMs })
    events.push(...told)
    return told
  }
  for (const command of openingCommands()) play(command.kind === 'Upgrade' ? { ...command, version: 6 } : command)
  play({ kind: 'NodeRegistered', node: otherNode, provider: otherProvider, classId: 1, regionId: 1, gpus: 200, vramGib: 80 })
  play(placeAsk('other', { provider: otherProvider, node: otherNode, maxGpus: 200, pricePerGpuSecond: price(other) }))
  play(placeAsk('own', { pricePerGpuSecond: price(own), ...ask }))
  play(blockAt(2, sceneStart))
  const wait = (seconds: number) => {
    atMs += seconds * 1_000
  }
  const demand = (leases: readonly PastLease[] = []): AskDemand => {
    const record = book.asks.get(hashOf('own'))
    assert(record !== undefined, 'the ask is open')
    return askDemand(book, { record, bids: tape.bids, leases, now: Number(sceneStart) })
  }
  const newMachine = (): ClassDemand =>
    classDemand(book, { machine: { classId: 1, regionId: 1, gpus: 2, vramGib: 80 }, bids: tape.bids, now: Number(sceneStart) })
  return { book, tape, play, demand, events, wait, newMachine }
}
