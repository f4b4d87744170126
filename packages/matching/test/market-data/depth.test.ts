import { bps, durationSeconds, pTokenUnits, unixSeconds } from '@infinitio/domain'
import { describe, expect, test } from 'vitest'
import { createTradeTape, depthByPrice, depthByStart, foldTrade, marketFigures } from '../../src/index.ts'
import { bookUnderTest } from '../bookUnderTest.ts'
import {
  addressOf,
  askOf,
  bidOf,
  bigNode,
  hashOf,
  nodeOf,
  otherProvider,
  placeAsk,
  placeBid,
  renter,
  sceneStart,
  settledLog,
} from '../marketScene.ts'
import { sceneOf } from '../scene.ts'

const now = Number(sceneStart)
const hour = 3_600
const everywhere = { classId: 1, regionId: null }
const standing = { timeInForce: 0, allOrNothing: false, node: nodeOf(0), expiry: unixSeconds(sceneStart + 86_400n) }
const price = (units: bigint) => ({ maxPricePerGpuSecond: pTokenUnits(units) })

describe('depth by price', () => {
  test('has the GPUs of public asks that are free now, and the funded resting bids', () => {
    const { book, play } = setup()
    play(placeAsk('ask'))
    play(placeAsk('private', { privateRenter: renter, nonce: 2n }))
    play(placeBid('rich', { ...standing, ...price(900n), gpus: 2 }))
    play(placeBid('poor', { ...standing, ...price(950n), renter: addressOf(9), nonce: 2n }))
    play(placeBid('elsewhere', { ...standing, ...price(980n), classMask: 4n, nonce: 3n }))
    expect(depthByPrice(book, everywhere, { now })).toEqual({
      asks: [{ price: 1_000n, gpus: 2, orders: 1 }],
      bids: [{ price: 900n, gpus: 2, orders: 1 }],
    })
    expect(depthByPrice(book, { classId: 1, regionId: 7 }, { now }).asks).toEqual([])
    play(placeBid('takes', { gpus: 1, nonce: 4n }))
    expect(depthByPrice(book, everywhere, { now }).asks).toEqual([{ price: 1_000n, gpus: 1, orders: 1 }])
  })

  test('leaves out hidden nodes and bids without funds', () => {
    const { book, play } = setup()
    play(placeAsk('ask'))
    play(placeBid('bid', { ...standing, ...price(900n) }))
    play({ kind: 'NodeSilent', node: askOf().node })
    play({ kind: 'Withdrawn', account: renter, amount: pTokenUnits(100_000_000n) })
    expect(depthByPrice(book, everywhere, { now })).toEqual({ asks: [], bids: [] })
  })
})

describe('depth by start', () => {
  test('has the GPUs that are free for the duration from each start, and the wanted GPUs', () => {
    const { book, play } = setup()
    play(placeAsk('ask'))
    play(placeBid('takes', { gpus: 2, durationSeconds: durationSeconds(7_200n) }))
    play(placeBid('later', { ...standing, ...price(900n), nonce: 2n, startFrom: unixSeconds(sceneStart + 36_000n) }))
    const starts = [now, now + hour, now + 4 * hour, now + 12 * hour]
    expect(depthByStart(book, everywhere, { starts, durationSeconds: hour })).toEqual({
      bands: [{ fromPrice: 1_000n, toPrice: 1_000n, gpus: [0, 0, 2, 2] }],
      free: [0, 0, 2, 2],
      wanted: [0, 0, 0, 1],
    })
    expect(depthByStart(book, everywhere, { starts, durationSeconds: 48 * hour }).bands).toEqual([])
  })

  test('puts many prices into five bands and loses no GPU', () => {
    const { book, play } = setup()
    for (let at = 0; at < 23; at += 1) {
      const node = nodeOf(100 + at)
      play({ kind: 'NodeRegistered', node, provider: otherProvider, classId: 1, regionId: 1, gpus: 3, vramGib: 80 })
      play(
        placeAsk(`ask${at}`, {
          node,
          provider: otherProvider,
          maxGpus: 3,
          nonce: BigInt(at),
          pricePerGpuSecond: pTokenUnits(500n + BigInt(at % 11)),
        }),
      )
    }
    const { bands, free } = depthByStart(book, everywhere, { starts: [now], durationSeconds: hour })
    expect(bands).toHaveLength(5)
    expect(free).toEqual([69])
    expect(bands.reduce((sum, { gpus }) => sum + (gpus[0] ?? 0), 0)).toBe(69)
    expect(bands.every(({ toPrice }, at) => toPrice < (bands[at + 1]?.fromPrice ?? 10_000n))).toBe(true)
  })
})

describe('the figures of a class', () => {
  test('include best prices, trades and the share of leased GPUs', () => {
    const { book, play, tape } = setup()
    expect(marketFigures({ book, tape }, everywhere, { now, nowMs: 0 })).toMatchObject({ bestAsk: null, lastPrice: null, gpus: 0, index: null })
    play(placeAsk('ask'))
    play(placeAsk('big', { node: bigNode, provider: otherProvider, maxGpus: 4 }))
    play(placeBid('bid'))
    play(settledLog(1n, { ask: askOf(), bid: bidOf(), askHash: hashOf('ask'), bidHash: hashOf('bid'), gpus: 1, start: sceneStart }))
    const figures = marketFigures({ book, tape }, everywhere, { now, nowMs: 5_000_000 })
    expect(figures).toMatchObject({ bestAsk: 1_000n, bestBid: null, lastPrice: 1_000n, changeBps: null, freeGpus: 1, gpus: 2, leasedGpus: 1 })
    expect(figures).toMatchObject({ gpuSeconds24h: 3_600n, trades24h: 1, index: { pricePerGpuSecond: 1_000n } })
    expect(marketFigures({ book, tape }, { classId: 2, regionId: null }, { now, nowMs: 5_000_000 })).toMatchObject({ gpus: 4, leasedGpus: 0 })
  })
})

function setup() {
  const under = bookUnderTest()
  const tape = createTradeTape()
  const scene = sceneOf({
    ...under,
    apply: (command, position) => {
      foldTrade(tape, command, position)
      return under.apply(command, position)
    },
  })
  scene.play({ kind: 'Upgrade', version: 6, feeBps: bps(25n), relayFee: pTokenUnits(0n) })
  return { ...scene, book: under.book, tape }
}
