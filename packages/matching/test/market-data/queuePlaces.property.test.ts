import { bps, pTokenUnits, unixSeconds } from '@infinitio/domain'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type BookEvent, queuePlaces } from '../../src/index.ts'
import { bookUnderTest } from '../bookUnderTest.ts'
import { addressOf, hashOf, nodeOf, otherProvider, otherRenter, placeAsk, placeBid, renter, sceneStart, smallNode } from '../marketScene.ts'
import { sceneOf } from '../scene.ts'

const seed = 20_267
const gtc = { timeInForce: 0, allOrNothing: false, node: nodeOf(0), expiry: unixSeconds(sceneStart + 86_400n) }
const price = (units: bigint) => ({ maxPricePerGpuSecond: pTokenUnits(units) })
const classOne = { classMask: 2n }

describe('the queue position of a bid', () => {
  test('counts funded bids at a better price, and older ones at the same price, for the same nodes', () => {
    const { book, play } = setup()
    play(placeBid('better', { ...gtc, ...classOne, ...price(900n), gpus: 3, renter: otherRenter }))
    play(placeBid('older', { ...gtc, ...classOne, ...price(800n), gpus: 2, renter: otherRenter, nonce: 2n }))
    play(placeBid('broke', { ...gtc, ...price(950n), gpus: 7, renter: addressOf(9) }))
    play(placeBid('elsewhere', { ...gtc, ...price(950n), classMask: 4n, gpus: 9, renter: otherRenter, nonce: 3n }))
    play(placeBid('mine', { ...gtc, ...classOne, ...price(800n), gpus: 4 }))
    play(placeBid('newer', { ...gtc, ...price(800n), renter: otherRenter, nonce: 5n }))
    play(placeBid('last', { ...gtc, ...price(700n), nonce: 2n }))
    expect(queuePlaces(book, renter)).toEqual([
      { orderHash: hashOf('mine'), fundedGpus: 4, pausedUntilMs: null, gpusBefore: 5, ordersBefore: 2, placeAtPrice: 2 },
      { orderHash: hashOf('last'), fundedGpus: 1, pausedUntilMs: null, gpusBefore: 19, ordersBefore: 5, placeAtPrice: 1 },
    ])
    expect(queuePlaces(book, addressOf(77))).toEqual([])
  })

  test('counts, for a bid that names a node, the bids that may take this node', () => {
    const { book, play } = setup()
    play(placeBid('same node', { ...gtc, ...price(900n), node: smallNode, gpus: 2, renter: otherRenter }))
    play({ kind: 'NodeRegistered', node: nodeOf(7), provider: otherProvider, classId: 1, regionId: 1, gpus: 2, vramGib: 80 })
    play(placeBid('other node', { ...gtc, ...price(900n), node: nodeOf(7), gpus: 2, renter: otherRenter, nonce: 2n }))
    play(placeBid('its class', { ...gtc, ...classOne, ...price(900n), renter: otherRenter, nonce: 3n }))
    play(placeBid('mine', { ...gtc, ...price(900n), node: smallNode, classMask: 4n }))
    expect(queuePlaces(book, renter)).toMatchObject([{ gpusBefore: 3, ordersBefore: 2, placeAtPrice: 3 }])
  })

  test('reports the funded GPUs, and does not count unfunded bids', () => {
    const { book, play } = setup()
    play(placeBid('poor', { ...gtc, ...price(900n), renter: addressOf(9), gpus: 2 }))
    play(placeBid('mine', { ...gtc, ...price(900n) }))
    expect(queuePlaces(book, addressOf(9))).toMatchObject([{ fundedGpus: 0, placeAtPrice: 1 }])
    expect(queuePlaces(book, renter)).toMatchObject([{ fundedGpus: 1, gpusBefore: 0, placeAtPrice: 1 }])
  })

  test('is the order in which capacity fills the bids', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ isMine: fc.boolean(), step: fc.nat(3), mask: fc.constantFrom(2n, 6n, 2n ** 256n - 1n) }), {
          minLength: 1,
          maxLength: 20,
        }),
        (wishes) => {
          const { book, play } = setup()
          wishes.forEach(({ isMine, step, mask: classMask }, at) => {
            const by = { renter: isMine ? renter : otherRenter, nonce: BigInt(at + 1) }
            play(placeBid(`bid ${at}`, { ...gtc, ...price(1_000n + BigInt(step)), classMask, ...by }))
          })
          const queue = [...queuePlaces(book, renter), ...queuePlaces(book, otherRenter)].toSorted((one, other) => one.gpusBefore - other.gpusBefore)
          expect(queue.map(({ gpusBefore }) => gpusBefore)).toEqual(wishes.map((_, at) => at))
          const filled = wishes.flatMap((_, at) => {
            const node = nodeOf(100 + at)
            play({ kind: 'NodeRegistered', node, provider: otherProvider, classId: 1, regionId: 1, gpus: 1, vramGib: 80 })
            return bidsOf(play(placeAsk(`ask ${at}`, { node, provider: otherProvider, maxGpus: 1, nonce: BigInt(at + 1) })))
          })
          expect(filled).toEqual(queue.map(({ orderHash }) => orderHash))
        },
      ),
      { numRuns: 50, seed },
    )
  })
})

function bidsOf(events: readonly BookEvent[]): string[] {
  return events.flatMap((event) => (event.kind === 'Matched' ? [event.bidHash] : []))
}

function setup() {
  const under = bookUnderTest()
  const scene = sceneOf(under)
  scene.play({ kind: 'Upgrade', version: 4, feeBps: bps(25n), relayFee: pTokenUnits(0n) })
  return { ...scene, book: under.book }
}
