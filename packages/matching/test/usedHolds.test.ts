import { bps, pTokenUnits } from '@infinitio/domain'
import { describe, expect, test } from 'vitest'
import { bookUnderTest } from './bookUnderTest.ts'
import { holdOf, placeAsk, placeBid, placeHold, renter } from './marketScene.ts'
import { naiveMarket } from './naiveMarket.ts'
import { type Scene, sceneOf } from './scene.ts'

describe.each([
  ['the book', bookUnderTest],
  ['the naive market', naiveMarket],
])('holds that a bid used, in %s', (_, create) => {
  test.each([
    [8, 'HoldRejected hold.hourly_limit'],
    [9, 'HoldPlaced'],
  ])('give the fourth hold of an hour, by version %s of the rules, the answer %s', (version, verdict) => {
    const scene = sceneAt(version)
    for (const number of [1, 2, 3]) useHold(scene, number)
    expect(scene.answer(placeHold(4, 'ask'))).toEqual([verdict])
  })

  test('do not free released holds: at most three per hour remain possible', () => {
    const scene = sceneAt(9)
    for (const number of [1, 2, 3, 4, 5]) useHold(scene, number)
    for (const number of [6, 7, 8]) {
      expect(scene.answer(placeHold(number, 'ask'))).toEqual(['HoldPlaced'])
      scene.answer({ kind: 'ReleaseHold', holdId: holdOf(number), account: renter })
    }
    expect(scene.answer(placeHold(9, 'ask'))).toEqual(['HoldRejected hold.hourly_limit'])
  })

  function sceneAt(version: number): Scene {
    const scene = sceneOf(create())
    scene.play({ kind: 'Upgrade', version, feeBps: bps(25n), relayFee: pTokenUnits(0n) })
    scene.play(placeAsk('ask'))
    return scene
  }
})

/** Places a hold, uses it for a bid, and abandons the match, so that its GPUs are free again. */
function useHold({ play, answer }: Scene, number: number): void {
  expect(answer(placeHold(number, 'ask'))).toEqual(['HoldPlaced'])
  const matched = play(placeBid(`bid ${number}`, { nonce: BigInt(number) }, holdOf(number))).find(({ kind }) => kind === 'Matched')
  if (matched?.kind !== 'Matched') throw new Error(`bid ${number} was not matched`)
  answer({ kind: 'SettleAbandoned', matchId: matched.matchId, code: 'order.settle_failed' })
}
