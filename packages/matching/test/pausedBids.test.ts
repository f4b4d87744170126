import { type Bid, bps, type ErrorCode, pTokenUnits, unixSeconds } from '@infinitio/domain'
import { describe, expect, test } from 'vitest'
import { type BookEvent, type ChainLogCommand, nextDueAtMs, queuePlaces } from '../src/index.ts'
import { bookUnderTest } from './bookUnderTest.ts'
import {
  askOf,
  bidOf,
  closedLog,
  hashOf,
  nodeOf,
  otherProvider,
  otherRenter,
  placeAsk,
  placeBid,
  renter,
  sceneStart,
  settledLog,
} from './marketScene.ts'
import { sceneOf } from './scene.ts'
import { workOf } from './workOf.ts'

const week = 7n * 86_400n
const gtc = { timeInForce: 0, gpus: 2, expiry: unixSeconds(sceneStart + week), startUntil: unixSeconds(sceneStart + week) }
const hourMs = 3_600_000
const cancelled = 7
type Matched = Extract<BookEvent, { kind: 'Matched' }>
type Settled = Extract<ChainLogCommand, { kind: 'Settled' }>

describe('waiting bids of an account whose bids blocked a machine for nothing', () => {
  test('pause after the second lease within an hour that was cancelled before it was ready', () => {
    const { rest, play, cancelLease, now } = setup()
    for (const nonce of [1, 2, 3]) rest(`attack ${nonce}`, { nonce: BigInt(nonce) })
    rest('honest', { renter: otherRenter })
    expect(named(play(placeAsk('ask')))).toEqual(['attack 1'])
    expect(named(cancelLease('attack 1'))).toEqual(['attack 2'])
    const events = cancelLease('attack 2')
    expect(events).toContainEqual({ kind: 'AccountPaused', account: renter, untilMs: now.atMs + hourMs })
    expect(named(events)).toEqual(['honest'])
  })

  test('keep their queue position, and match again as soon as the pause ends', () => {
    const { book, rest, play, cancelLease, now, wait } = setup()
    for (const nonce of [1, 2, 3, 4]) rest(`attack ${nonce}`, { nonce: BigInt(nonce) })
    play(placeAsk('ask'))
    cancelLease('attack 1')
    expect(named(cancelLease('attack 2'))).toEqual([])
    expect(queuePlaces(book, renter)).toMatchObject([
      { orderHash: hashOf('attack 3'), fundedGpus: 0, pausedUntilMs: now.atMs + hourMs },
      { orderHash: hashOf('attack 4'), fundedGpus: 0, pausedUntilMs: now.atMs + hourMs },
    ])
    wait(3_599)
    expect(named(play({ kind: 'Tick' }))).toEqual([])
    expect(nextDueAtMs(book)).toBe(now.atMs + 1_000)
    wait(1)
    expect(named(play({ kind: 'Tick' }))).toEqual(['attack 3'])
    expect(queuePlaces(book, renter)).toMatchObject([{ orderHash: hashOf('attack 4'), fundedGpus: 2, pausedUntilMs: null }])
  })

  test('do not pause by the rules before version 8', () => {
    const { rest, play, cancelLease } = setup(7)
    for (const nonce of [1, 2, 3]) rest(`attack ${nonce}`, { nonce: BigInt(nonce) })
    rest('honest', { renter: otherRenter })
    play(placeAsk('ask'))
    cancelLease('attack 1')
    expect(named(cancelLease('attack 2'))).toEqual(['attack 3'])
  })

  test('do not pause for a lease that was cancelled after the deadline of the machine', () => {
    const { rest, play, cancelLease } = setup()
    for (const nonce of [1, 2, 3]) rest(`bid ${nonce}`, { nonce: BigInt(nonce) })
    play(placeAsk('ask'))
    cancelLease('bid 1')
    expect(named(cancelLease('bid 2', { afterSeconds: 601 }))).toEqual(['bid 3'])
  })

  test('do not pause for leases that ended otherwise, started later, or were an hour apart', () => {
    const { rest, play, cancelLease, wait } = setup()
    for (const nonce of [1, 2, 3, 4]) rest(`bid ${nonce}`, { nonce: BigInt(nonce) })
    play(placeAsk('ask'))
    cancelLease('bid 1')
    expect(named(cancelLease('bid 2', { reason: 1 }))).toEqual(['bid 3'])
    wait(3_600)
    expect(named(cancelLease('bid 3'))).toEqual(['bid 4'])
    const start = { startFrom: unixSeconds(sceneStart + 90_000n), startUntil: unixSeconds(sceneStart + 97_200n) }
    const [later] = matched(rest('later', { ...start, nonce: 5n }))
    cancelLease('later', { start: later?.start })
    rest('waits', { nonce: 6n })
    expect(named(cancelLease('bid 4', { reason: 1 }))).toEqual(['waits'])
  })

  test('pause twice as long after each further strike, up to six hours, and begin again after a day without one', () => {
    const { play, cancelLease, wait, now } = setup()
    play(placeAsk('ask'))
    let nonce = 0n
    const hoursOfPause = () => {
      nonce += 1n
      play(placeBid(`bid ${nonce}`, { ...gtc, timeInForce: 2, nonce }))
      const events = cancelLease(`bid ${nonce}`)
      const paused = events.find((event) => event.kind === 'AccountPaused')
      return paused === undefined ? 0 : (paused.untilMs - now.atMs) / hourMs
    }
    expect(Array.from({ length: 6 }, hoursOfPause)).toEqual([0, 1, 2, 4, 6, 6])
    wait(86_400)
    expect([hoursOfPause(), hoursOfPause()]).toEqual([0, 1])
  })

  test('count matches of one bid from one command once, and later matches again', () => {
    const { rest, play, cancelLease } = setup()
    play({ kind: 'NodeRegistered', node: nodeOf(9), provider: otherProvider, classId: 1, regionId: 1, gpus: 2, vramGib: 80 })
    play(placeAsk('one'))
    play(placeAsk('other', { node: nodeOf(9), provider: otherProvider }))
    expect(matched(rest('split', { node: nodeOf(0), gpus: 8, nonce: 1n }))).toHaveLength(2)
    rest('waits', { nonce: 2n, maxPricePerGpuSecond: pTokenUnits(999n) })
    expect(paused(cancelLease('split'))).toBe(false)
    expect(paused(cancelLease('split'))).toBe(false)
    expect(paused(cancelLease('split'))).toBe(true)
  })

  test.each(['auth.signature_wrong_signer', 'order.not_settled'] as const)('pause for matches that are given up for %s', (code) => {
    const { rest, play, giveUp } = setup()
    for (const nonce of [1, 2, 3]) rest(`attack ${nonce}`, { nonce: BigInt(nonce) })
    rest('honest', { renter: otherRenter })
    play(placeAsk('ask'))
    expect(named(giveUp('attack 1', code))).toEqual(['attack 2'])
    expect(named(giveUp('attack 2', code))).toEqual(['honest'])
  })

  test('do not pause for matches that fail by the fault of others', () => {
    const { rest, play, giveUp } = setup()
    for (const nonce of [1, 2, 3]) rest(`bid ${nonce}`, { nonce: BigInt(nonce) })
    play(placeAsk('ask'))
    giveUp('bid 1', 'order.settle_failed')
    expect(named(giveUp('bid 2', 'order.settle_failed'))).toEqual(['bid 3'])
  })

  test('leave to a new bid of the account only capacity that no other bid waits for', () => {
    const { rest, play, cancelLease } = setup()
    rest('attack 1', { nonce: 1n })
    play(placeAsk('ask'))
    rest('attack 2', { nonce: 2n })
    cancelLease('attack 1')
    cancelLease('attack 2')
    expect(named(rest('new', { nonce: 3n }))).toEqual(['new'])
    rest('honest', { renter: otherRenter })
    rest('replaced', { nonce: 4n })
    expect(named(cancelLease('new', { reason: 1 }))).toEqual(['honest'])
  })

  test('cost a pause no more for 1,000 waiting bids than for one', () => {
    const work = [1, 1_000].map((count) => {
      const { rest, play, cancelLease, settle, closeOf } = setup()
      play(placeAsk('ask'))
      rest('first', { nonce: 1_001n })
      cancelLease('first')
      rest('second', { nonce: 1_002n })
      for (let nonce = 1; nonce <= count; nonce += 1) rest(`waits ${nonce}`, { node: nodeOf(0), classMask: 4n, nonce: BigInt(nonce) })
      settle('second')
      const close = closeOf('second')
      return workOf(() => play(close))
    })
    expect(work[1]).toBeLessThan(2 * (work[0] ?? 0))
  })
})

/** Makes a market under one version of the rules, with a machine of two GPUs. For each requested match of a bid, the market has a lease. */
function setup(version = 8) {
  const under = bookUnderTest()
  const scene = sceneOf(under)
  const now = { atMs: 5_000_000, lease: 0n }
  const open: Matched[] = []
  const leases = new Map<string, Settled>()
  const play: typeof scene.play = (command) => {
    const events = scene.play(command)
    open.push(...matched(events))
    return events
  }
  const wait = (seconds: number) => {
    now.atMs += seconds * 1_000
    scene.wait(seconds)
  }
  const second = () => sceneStart + BigInt((now.atMs - 5_000_000) / 1_000)
  const bids = new Map<string, Bid>()
  const rest = (name: string, change: Partial<Bid>) => {
    bids.set(hashOf(name), bidOf({ ...gtc, allOrNothing: false, ...change }))
    return play(placeBid(name, { ...gtc, allOrNothing: false, ...change }))
  }
  const matchOf = (name: string) => {
    const match = open.splice(
      open.findIndex(({ bidHash }) => bidHash === hashOf(name)),
      1,
    )[0]
    if (match?.bidHash !== hashOf(name)) throw new Error(`nothing of ${name} was matched`)
    return match
  }
  const settle = (name: string, start = second()) => {
    const { askHash, bidHash, gpus, node } = matchOf(name)
    const bid = bids.get(bidHash) ?? bidOf({ ...gtc, timeInForce: 2, nonce: BigInt(name.split(' ')[1] ?? 0) })
    now.lease += 1n
    const log = settledLog(now.lease, { ask: askOf({ node }), bid, askHash, bidHash, gpus, start }) as Settled
    leases.set(name, log)
    return play(log)
  }
  const closeOf = (name: string, reason = cancelled) => {
    const settled = leases.get(name)
    if (settled === undefined) throw new Error(`${name} was settled`)
    return { ...closedLog(settled, { seconds: 0n, at: second() }), reason } as Extract<ChainLogCommand, { kind: 'LeaseClosed' }>
  }
  type How = { reason?: number; afterSeconds?: number; start?: bigint | undefined }
  const cancelLease = (name: string, { reason = cancelled, afterSeconds = 5, start }: How = {}) => {
    settle(name, start)
    wait(afterSeconds)
    return play(closeOf(name, reason))
  }
  const giveUp = (name: string, code: ErrorCode) => play({ kind: 'SettleAbandoned', matchId: matchOf(name).matchId, code })
  scene.play({ kind: 'Upgrade', version, feeBps: bps(25n), relayFee: pTokenUnits(0n) })
  return { book: under.book, now, play, wait, rest, settle, closeOf, cancelLease, giveUp }
}

function matched(events: readonly BookEvent[]): Matched[] {
  return events.filter((event) => event.kind === 'Matched')
}

/** Returns the names of the matched bids. */
function named(events: readonly BookEvent[]): string[] {
  return matched(events).map(({ bidHash }) => Buffer.from(bidHash.slice(2).replace(/^(00)+/, ''), 'hex').toString())
}

function paused(events: readonly BookEvent[]): boolean {
  return events.some(({ kind }) => kind === 'AccountPaused')
}
