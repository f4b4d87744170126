import { describe, expect, test } from 'vitest'
import { type AdminCommand, bookHash, createBook, fromCanonical, toCanonical } from '../src/index.ts'
import { bookUnderTest } from './bookUnderTest.ts'
import { blockAt, hashOf, holdOf, placeAsk, placeBid, placeHold, provider, renter, sceneStart, smallNode } from './marketScene.ts'
import { type Scene, sceneOf } from './scene.ts'
import { sha256 } from './sha256.ts'

const ask = (name: string, nonce: bigint) => placeAsk(name, { nonce })
const bid = (name: string, nonce: bigint) => placeBid(name, { nonce })

function listedScene(): Scene {
  const scene = sceneOf(bookUnderTest())
  scene.play(ask('listed', 1n))
  return scene
}

describe('a halted market', () => {
  test('makes no match or hold, accepts asks and cancels, and trades again when it is resumed', () => {
    const scene = listedScene()
    expect(scene.answer({ kind: 'SetMode', mode: 'halted' })).toEqual(['ModeChanged'])
    expect(scene.answer(bid('b1', 1n))).toEqual(['BidAccepted', 'BidRejected market.halted'])
    expect(scene.answer(placeHold(1, 'listed'))).toEqual(['HoldRejected market.halted'])
    expect(scene.answer(ask('second', 2n))).toEqual(['OrderCancelled', 'AskPlaced'])
    expect(scene.answer({ kind: 'CancelOrder', orderHash: hashOf('second'), by: provider })).toEqual(['OrderCancelled'])
    expect(scene.answer({ kind: 'SetMode', mode: 'open' })).toEqual(['ModeChanged'])
    scene.play(ask('third', 3n))
    expect(scene.answer(bid('b2', 2n))).toEqual(['BidAccepted', 'Matched'])
  })

  test('still lets earlier matches settle or be given up', () => {
    const scene = listedScene()
    expect(scene.answer(bid('b1', 1n))).toEqual(['BidAccepted', 'Matched'])
    const matched = scene.sequence()
    scene.play({ kind: 'SetMode', mode: 'halted' })
    expect(scene.answer({ kind: 'SettleAbandoned', matchId: BigInt(matched) as never, code: 'order.settle_failed' })).toEqual([
      'Abandoned order.settle_failed',
    ])
  })
})

describe('a cancel-only market', () => {
  test('accepts nothing new, but every cancel and release', () => {
    const scene = listedScene()
    expect(scene.answer(placeHold(1, 'listed'))).toEqual(['HoldPlaced'])
    scene.play({ kind: 'SetMode', mode: 'cancel_only' })
    expect(scene.answer(ask('second', 2n))).toEqual(['AskRejected market.cancel_only'])
    expect(scene.answer(bid('b1', 1n))).toEqual(['BidAccepted', 'BidRejected market.cancel_only'])
    expect(scene.answer(placeHold(2, 'listed'))).toEqual(['HoldRejected market.cancel_only'])
    expect(scene.answer({ kind: 'ReleaseHold', holdId: holdOf(1), account: renter })).toEqual(['HoldReleased'])
    expect(scene.answer({ kind: 'CancelOrder', orderHash: hashOf('listed'), by: provider })).toEqual(['OrderCancelled'])
  })
})

describe('a blocked account', () => {
  test('places nothing new, and may always leave', () => {
    const scene = listedScene()
    expect(scene.answer({ kind: 'BlockAccount', account: renter })).toEqual(['AccountBlocked'])
    expect(scene.answer({ kind: 'BlockAccount', account: renter })).toEqual([])
    expect(scene.answer(bid('b1', 1n))).toEqual(['BidAccepted', 'BidRejected account.blocked'])
    expect(scene.answer(placeHold(1, 'listed'))).toEqual(['HoldRejected account.blocked'])
    scene.play({ kind: 'BlockAccount', account: provider })
    expect(scene.answer(ask('second', 2n))).toEqual(['AskRejected account.blocked'])
    expect(scene.answer({ kind: 'CancelOrder', orderHash: hashOf('listed'), by: provider })).toEqual(['OrderCancelled'])
    expect(scene.answer({ kind: 'UnblockAccount', account: provider })).toEqual(['AccountUnblocked'])
    expect(scene.answer(ask('third', 3n))).toEqual(['AskPlaced'])
  })
})

describe('a delisted node', () => {
  test('is hidden with its asks until it is listed again', () => {
    const scene = listedScene()
    expect(scene.answer({ kind: 'DelistNode', node: smallNode })).toEqual(['NodeHidden node.delisted'])
    expect(scene.answer(bid('b1', 1n))).toEqual(['BidAccepted', 'BidRejected node.delisted'])
    expect(scene.answer({ kind: 'RelistNode', node: smallNode })).toEqual(['NodeShown'])
    expect(scene.answer(bid('b2', 2n))).toEqual(['BidAccepted', 'Matched'])
  })
})

describe('decisions of the operator', () => {
  test('replay to the same book, and leave no trace in its hash when they are undone', () => {
    const played = (words: AdminCommand[]) => {
      const under = bookUnderTest(createBook())
      const scene = sceneOf(under)
      for (const word of words) scene.play(fromCanonical(toCanonical(word)))
      scene.play(blockAt(2, sceneStart + 1n))
      return { ...under.book, seq: 0 }
    }
    const there: AdminCommand[] = [
      { kind: 'SetMode', mode: 'halted' },
      { kind: 'DelistNode', node: smallNode },
      { kind: 'BlockAccount', account: renter },
    ]
    const back: AdminCommand[] = [
      { kind: 'SetMode', mode: 'open' },
      { kind: 'RelistNode', node: smallNode },
      { kind: 'UnblockAccount', account: renter },
    ]
    expect(bookHash(played(there), sha256)).toBe(bookHash(played(there), sha256))
    expect(bookHash(played(there), sha256)).not.toBe(bookHash(played([]), sha256))
    expect(bookHash(played([...there, ...back]), sha256)).toBe(bookHash(played([]), sha256))
  })
})
