import { bps, pTokenUnits } from '@infinitio/domain'
import { expect, test } from 'vitest'
import { availableBalance, type BookCommand, type ChainLogCommand } from '../src/index.ts'
import { bookUnderTest } from './bookUnderTest.ts'
import { askOf, bidOf, blockAt, closedLog, hashOf, placeAsk, placeBid, renter, sceneStart, settledLog } from './marketScene.ts'
import { sceneOf } from './scene.ts'

test('undoes the close and the settle of a lease after the chain halted for days', () => {
  const under = bookUnderTest()
  const { play } = sceneOf(under)
  play({ kind: 'Upgrade', version: 6, feeBps: bps(25n), relayFee: pTokenUnits(0n) })
  const before = availableBalance(under.book, renter)
  play(placeAsk('ask'))
  play(placeBid('bid'))
  const parties = { ask: askOf(), bid: bidOf(), askHash: hashOf('ask'), bidHash: hashOf('bid'), gpus: 1 }
  const settled = settledLog(1n, { ...parties, start: sceneStart }) as Extract<ChainLogCommand, { kind: 'Settled' }>
  play(settled)
  const closed = closedLog(settled, { seconds: 60n, at: sceneStart + 60n })
  play(closed)

  for (let hours = 1n; hours <= 72n; hours += 1n) play(blockAt(Number(hours) + 1, sceneStart + hours * 3_600n))
  play({ kind: 'Dropped', of: closed })
  expect(play({ kind: 'Dropped', of: settled })).toMatchObject([{ kind: 'Unsettled', bidHash: hashOf('bid') }])
  expect(availableBalance(under.book, renter)).toBe(before - settled.escrow)
})

test('counts no second strike for a close that the chain dropped and reported again', () => {
  const { play } = sceneOf(bookUnderTest())
  play({ kind: 'Upgrade', version: 10, feeBps: bps(25n), relayFee: pTokenUnits(0n) })
  play(placeAsk('ask'))
  const cancelled = (nonce: bigint): BookCommand => {
    const bid = bidOf({ nonce })
    play(placeBid(`bid ${nonce}`, { nonce }))
    const settled = settledLog(nonce, { ask: askOf(), bid, askHash: hashOf('ask'), bidHash: hashOf(`bid ${nonce}`), gpus: 1, start: sceneStart })
    play(settled)
    return { ...closedLog(settled as Extract<ChainLogCommand, { kind: 'Settled' }>, { seconds: 0n, at: sceneStart + 60n }), reason: 7 } as BookCommand
  }
  const first = cancelled(1n) as ChainLogCommand
  const kinds = (command: BookCommand) => play(command).map(({ kind }) => kind)
  expect(kinds(first)).toEqual([])
  play({ kind: 'Dropped', of: first })
  expect(kinds(first)).toEqual([])
  expect(kinds(cancelled(2n))).toEqual(['AccountPaused'])
})
