import { bps, pTokenUnits } from '@infinitio/domain'
import { describe, expect, test } from 'vitest'
import { bookFromSnapshot, snapshotText } from '../src/index.ts'
import { bookUnderTest } from './bookUnderTest.ts'
import { otherRenter, placeAsk, placeBid, placeHold, sceneStart, settledLog, smallNode } from './marketScene.ts'
import { naiveMarket } from './naiveMarket.ts'
import { type Scene, sceneOf } from './scene.ts'

const lost = (gpus: number) => ({ kind: 'NodeGpusLost', node: smallNode, gpus }) as const
const matched = ['BidAccepted', 'Matched']
const taken = ['BidAccepted', 'BidRejected order.node_taken']

describe.each([
  ['the book', bookUnderTest],
  ['the naive market', naiveMarket],
])('GPUs that do not respond, in %s', (_, create) => {
  test('are offered to no bid and no hold until they respond again', () => {
    const { answer } = sceneOf10()
    expect(answer(lost(1))).toEqual([])
    expect(answer(placeBid('both', { gpus: 2 }))).toEqual(taken)
    expect(answer(placeHold(1, 'ask', { gpus: 2 }))).toEqual(['HoldRejected order.node_taken'])
    expect(answer(placeBid('one', { nonce: 2n }))).toEqual(matched)
    expect(answer(placeBid('two', { nonce: 3n, renter: otherRenter }))).toEqual(taken)
    expect(answer(lost(0))).toEqual([])
    expect(answer(placeBid('two again', { nonce: 4n, renter: otherRenter }))).toEqual(matched)
  })

  test('give a resting bid its match when they respond again', () => {
    const { answer } = sceneOf10()
    answer(lost(2))
    expect(answer(placeBid('waits', { timeInForce: 0 }))).toEqual(['BidAccepted', 'BidRested'])
    expect(answer(lost(2))).toEqual([])
    expect(answer(lost(1))).toEqual(['Matched'])
  })

  test('end no match that exists: the chain may still settle it', () => {
    const { answer, play } = sceneOf10()
    const found = play(placeBid('both', { gpus: 2 })).find(({ kind }) => kind === 'Matched')
    if (found?.kind !== 'Matched') throw new Error('the bid was matched')
    expect(answer(lost(2))).toEqual([])
    const parties = { ask: placeAsk('ask').ask, bid: placeBid('both', { gpus: 2 }).bid, askHash: found.askHash, bidHash: found.bidHash }
    expect(answer(settledLog(1n, { ...parties, gpus: 2, start: sceneStart }))).toEqual(['Settled'])
    expect(answer(placeBid('more', { nonce: 2n, renter: otherRenter }))).toEqual(taken)
  })

  test('are at most all GPUs of the machine, whatever it reports', () => {
    const { answer } = sceneOf10()
    answer(lost(64))
    expect(answer(placeBid('one'))).toEqual(taken)
    answer(lost(1))
    expect(answer(placeBid('two', { nonce: 2n }))).toEqual(matched)
  })

  function sceneOf10(): Scene {
    const scene = sceneOf(create())
    scene.play({ kind: 'Upgrade', version: 10, feeBps: bps(25n), relayFee: pTokenUnits(0n) })
    scene.play(placeAsk('ask'))
    return scene
  }
})

test('a snapshot has the GPUs that do not respond', () => {
  const under = bookUnderTest()
  const { play } = sceneOf(under)
  play({ kind: 'Upgrade', version: 10, feeBps: bps(25n), relayFee: pTokenUnits(0n) })
  play(lost(1))
  const text = snapshotText(under.book)
  expect(text).toContain('"lostGpus":1')
  expect(bookFromSnapshot(text).nodes.get(smallNode)?.lostGpus).toBe(1)
  play(lost(0))
  expect(snapshotText(under.book)).not.toContain('lostGpus')
})
