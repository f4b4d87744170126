import { bps, durationSeconds, pTokenUnits, unixSeconds } from '@infinitio/domain'
import { describe, expect, test } from 'vitest'
import type { BookCommand } from '../src/index.ts'
import { snapshotText } from '../src/index.ts'
import { bookUnderTest } from './bookUnderTest.ts'
import {
  addressOf,
  bigNode,
  hashOf,
  holdOf,
  nodeOf,
  otherProvider,
  otherRenter,
  placeAsk,
  placeBid,
  placeHold,
  provider,
  renter,
  sceneStart,
} from './marketScene.ts'
import { sceneOf } from './scene.ts'
import { workOf } from './workOf.ts'

/** The number of orders in the flood. `npm run test:long` sends one million. */
const flood = process.env.TEST_LONG === '1' ? 1_000_000 : 30_000
const anywhere = { node: nodeOf(0) }
const week = 7n * 86_400n
const gtc = { ...anywhere, timeInForce: 0, allOrNothing: false, expiry: unixSeconds(sceneStart + week) }
const low = { maxPricePerGpuSecond: pTokenUnits(1n) }
const cancel = (name: string, by = renter): BookCommand => ({ kind: 'CancelOrder', orderHash: hashOf(name), by })

describe(`${flood.toLocaleString('en-US')} orders from one wallet`, () => {
  test('rests 1,000 of them, refuses the others and stores nothing of those', () => {
    const { book, play } = setup()
    const before = sizeOf(book)
    let refused = 0
    for (let at = 1; at <= flood; at += 1)
      refused += play(placeBid(`b${at}`, { ...gtc, ...low, nonce: BigInt(at) })).at(-1)?.kind === 'BidRejected' ? 1 : 0
    expect(refused).toBe(flood - 1_000)
    expect(book.bids.size).toBe(1_000)
    expect(play({ kind: 'CancelAll', account: renter })).toHaveLength(1_000)
    expect(sizeOf(book)).toBe(before)
  }, 120_000)

  test('stores nothing of orders that are placed and cancelled one by one, nor of their start hours', () => {
    const { book, play, wait } = setup()
    const later = { startFrom: unixSeconds(sceneStart + 3_600n), startUntil: unixSeconds(sceneStart + 7_200n) }
    // This order expires first, so it stays at the top of the heap of orders by expiry, and the others never reach the top.
    play(placeBid('waits', { ...gtc, ...low, renter: otherRenter, startFrom: unixSeconds(sceneStart + 3_000n), startUntil: later.startUntil }))
    const placeAndCancel = () => {
      play(placeBid('bid', { ...gtc, ...low, ...later }))
      play(cancel('bid'))
      play(placeAsk('ask', { availableFrom: later.startFrom }))
      play(cancel('ask', provider))
    }
    placeAndCancel()
    const before = sizeOf(book)
    for (let at = 1; at < flood / 10; at += 1) placeAndCancel()
    expect(sizeOf(book)).toBe(before)
    wait(7_200)
    expect(workOf(() => play({ kind: 'Tick' }))).toBeLessThan(20_000)
  }, 120_000)

  test('stores only the last of many prices of one machine, and a cancel-all removes that one', () => {
    const { book, play } = setup()
    play(placeAsk('first'))
    const before = sizeOf(book)
    for (let at = 1; at <= flood / 10; at += 1) play(placeAsk(`a${at}`, { pricePerGpuSecond: pTokenUnits(BigInt(at)), nonce: BigInt(at) }))
    expect(book.asks.size).toBe(1)
    expect(play({ kind: 'CancelAll', account: provider })).toMatchObject([{ kind: 'OrderCancelled', orderHash: hashOf(`a${flood / 10}`) }])
    expect(sizeOf(book)).toBeLessThan(before)
  }, 120_000)

  test('spends no more on the last of 10,000 released holds than on the first', () => {
    const { play } = setup()
    play(placeAsk('ask'))
    const letGo = (number: number) => {
      play(placeHold(number, 'ask', { funded: false }))
      play({ kind: 'ReleaseHold', holdId: holdOf(number), account: renter })
    }
    letGo(1)
    const first = workOf(() => letGo(2))
    for (let number = 3; number < 10_000; number += 1) letGo(number)
    expect(workOf(() => letGo(10_000))).toBeLessThan(2 * first)
  })
})

describe('the cost of a flood for other accounts', () => {
  /** Counts the work to place, match and cancel other accounts' orders while `wallets` wallets have all the resting bids that they may have. */
  function workBeside(wallets: number): Record<string, number> {
    const { play } = setup()
    for (let wallet = 0; wallet < wallets; wallet += 1)
      for (let at = 1; at <= 1_000; at += 1)
        play(placeBid(`${wallet}/${at}`, { ...gtc, ...low, gpus: 1 + (at % 3), renter: addressOf(1_000 + wallet), nonce: BigInt(at) }))
    play(placeAsk('first'))
    play(placeBid('first', { renter: otherRenter }))
    return {
      ask: workOf(() => play(placeAsk('ask', { node: bigNode, provider: otherProvider, maxGpus: 4 }))),
      bid: workOf(() => play(placeBid('bid', { ...anywhere, renter: otherRenter, nonce: 2n }))),
      rest: workOf(() => play(placeBid('rest', { ...gtc, ...low, renter: otherRenter, nonce: 3n }))),
      hold: workOf(() => play(placeHold(1, 'ask', { account: otherRenter }))),
      cancel: workOf(() => play(cancel('rest', otherRenter))),
      cancelAll: workOf(() => play({ kind: 'CancelAll', account: otherProvider })),
    }
  }

  test('less than doubles for any order, hold or cancel beside 20,000 bids that match nothing', () => {
    const [few, many] = [workBeside(1), workBeside(20)]
    for (const [what, work] of Object.entries(many)) expect(work, what).toBeLessThan(2 * (few[what] as number))
  }, 120_000)

  test('stays low for bids without money, which a new ask skips', () => {
    const { play } = setup()
    for (let wallet = 0; wallet < 10; wallet += 1)
      for (let at = 1; at <= 1_000; at += 1) play(placeBid(`${wallet}/${at}`, { ...gtc, renter: addressOf(1_000 + wallet), nonce: BigInt(at) }))
    expect(workOf(() => play(placeAsk('ask')))).toBeLessThan(10_000 * 20)
  })

  test('grows for a cancel-all only with the orders that it ends', () => {
    const workOfAll = (count: number) => {
      const { play } = setup()
      for (let at = 1; at <= count; at += 1) play(placeBid(`b${at}`, { ...gtc, ...low, nonce: BigInt(at) }))
      return workOf(() => play({ kind: 'CancelAll', account: renter }))
    }
    expect(workOfAll(1_000)).toBeLessThan(2 * 10 * workOfAll(100))
  })

  test('stays low for a bid that wants more than any machine has: it reads no asks', () => {
    const { play } = setup()
    for (let at = 1; at <= 2_000; at += 1) {
      play({ kind: 'NodeRegistered', node: nodeOf(100 + at), provider, gpus: 2, classId: 1, regionId: 1, vramGib: 80 })
      play(placeAsk(`a${at}`, { node: nodeOf(100 + at), nonce: BigInt(at) }))
    }
    const workOfWish = (wish: object, nonce: bigint) => workOf(() => play(placeBid(`b${nonce}`, { ...anywhere, ...wish, nonce })))
    const meetable = workOfWish({}, 1n)
    const wishes = [{ minTier: 1 }, { minReliabilityBps: bps(1n) }, { minVramGib: 81 }, { minGpusPerNode: 3, gpus: 3 }, { durationSeconds: 86_401n }]
    for (const [at, wish] of wishes.entries()) expect(workOfWish(wish, BigInt(at + 2)), Object.keys(wish).join()).toBeLessThan(2 * meetable)
  })

  test('stays low for a bid that one machine fits: it skips other asks by the chunk', () => {
    const day = 86_400n
    const workBehind = (many: number) => {
      const { answer, play } = setup()
      for (let at = 1; at <= many; at += 1) {
        play({ kind: 'NodeRegistered', node: nodeOf(100 + at), provider, gpus: 2, classId: 1, regionId: 1, vramGib: 80 })
        const long = at === many ? { maxDurationSeconds: durationSeconds(2n * day), pricePerGpuSecond: pTokenUnits(1_001n) } : {}
        play(placeAsk(`a${at}`, { node: nodeOf(100 + at), nonce: BigInt(at), ...long }))
      }
      const wish = { ...anywhere, maxPricePerGpuSecond: pTokenUnits(1_001n) }
      let events: readonly string[] = []
      const work = workOf(() => {
        events = answer(placeBid('b1', { ...wish, durationSeconds: durationSeconds(day + 1n), nonce: 2n }))
      })
      expect(events).toEqual(['BidAccepted', 'Matched'])
      return work
    }
    // A search reads bids in chunks of 64 and can skip a chunk. So 1,500 further bids cost less than one step of work each on average (`workOf` counts steps).
    workBehind(1)
    const few = workBehind(500)
    expect(workBehind(2_000) - few).toBeLessThan(1_500)
  })

  test('stays low for a new ask beside bids that want more: it skips them by the chunk', () => {
    const day = 86_400n
    const workBehind = (many: number) => {
      const { answer, play } = setup()
      for (const [wallet, account] of [renter, otherRenter].entries())
        for (let at = 1; at <= many; at += 1)
          play(placeBid(`${wallet}/${at}`, { ...gtc, renter: account, durationSeconds: durationSeconds(2n * day), nonce: BigInt(at) }))
      play(placeBid('day', { ...gtc, durationSeconds: durationSeconds(day), nonce: BigInt(many + 1) }))
      let events: readonly string[] = []
      const work = workOf(() => {
        events = answer(placeAsk('ask'))
      })
      expect(events).toEqual(['AskPlaced', 'Matched'])
      return work
    }
    // A search reads bids in chunks of 64 and can skip a chunk. So 949 further bids cost less than two steps of work each on average (`workOf` counts steps).
    const few = workBehind(50)
    expect(workBehind(999) - few).toBeLessThan(2 * 949)
  })

  test('stays low for bids of others when a machine has 100 private asks, its limit, of which one may change its price', () => {
    const { answer, play } = setup()
    for (let at = 1; at <= 1_000; at += 1) play(placeBid(`b${at}`, { ...gtc, nonce: BigInt(at) }))
    const offer = (at: number, change = {}) => placeAsk(`p${at}`, { privateRenter: addressOf(1_000 + at), ...low, nonce: BigInt(at), ...change })
    play(offer(1))
    const first = workOf(() => play(offer(2)))
    for (let at = 3; at < 100; at += 1) play(offer(at))
    expect(workOf(() => play(offer(100)))).toBeLessThan(2 * first + 100 * 50)
    expect(answer(offer(101))).toEqual(['AskRejected order.too_many_open'])
    expect(answer({ ...offer(100), orderHash: hashOf('dearer'), ask: { ...offer(100).ask, pricePerGpuSecond: pTokenUnits(2n) } })).toEqual([
      'OrderCancelled',
      'AskPlaced',
    ])
  })
})

/** Returns the length of a book's whole state. The length would grow if the book still had parts of orders that have left it. */
function sizeOf(book: Parameters<typeof snapshotText>[0]): number {
  return snapshotText({ ...book, seq: 0, atMs: 0 }).length
}

function setup() {
  const under = bookUnderTest()
  const scene = sceneOf(under)
  scene.play({ kind: 'Upgrade', version: 6, feeBps: bps(25n), relayFee: pTokenUnits(0n) })
  return { ...scene, book: under.book }
}
