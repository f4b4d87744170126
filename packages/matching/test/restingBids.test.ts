import { bps, durationSeconds, pTokenUnits, timeInForceNames, unixSeconds } from '@infinitio/domain'
import { describe, expect, test } from 'vitest'
import { type BookCommand, type BookEvent, nextDueAtMs } from '../src/index.ts'
import { bookUnderTest } from './bookUnderTest.ts'
import {
  addressOf,
  askOf,
  bidOf,
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
  settledLog,
  smallNode,
} from './marketScene.ts'
import { sceneOf } from './scene.ts'

const anyNode = { node: nodeOf(0) }
const gtc = { timeInForce: 0, allOrNothing: false, expiry: unixSeconds(sceneStart + 86_400n) }
const price = (units: bigint) => ({ maxPricePerGpuSecond: pTokenUnits(units) })
const askPrice = (units: bigint) => ({ pricePerGpuSecond: pTokenUnits(units) })
const onBig = { node: bigNode, provider: otherProvider, maxGpus: 4 }
const hour = 3600n

describe('a resting bid', () => {
  test('rests with its open GPUs; a new ask matches the highest price first, then the oldest, at the ask’s price', () => {
    const { answer, play } = setup()
    expect(answer(placeBid('low', { ...gtc, ...anyNode, ...price(900n), nonce: 1n }))).toEqual(['BidAccepted', 'BidRested'])
    answer(placeBid('old', { ...gtc, ...anyNode, nonce: 2n }))
    answer(placeBid('new', { ...gtc, ...anyNode, nonce: 3n, renter: otherRenter }))
    expect(matches(play(placeAsk('ask', askPrice(850n))))).toEqual(['old 1 at 850', 'new 1 at 850'])
  })

  test('is filled in part, rests with the remaining GPUs, and takes freed capacity', () => {
    const { answer, play } = setup()
    play(placeAsk('ask'))
    const events = play(placeBid('bid', { ...gtc, ...anyNode, gpus: 3 }))
    expect(matches(events)).toEqual(['bid 2 at 1000'])
    expect(events.at(-1)).toEqual({ kind: 'BidRested', orderHash: hashOf('bid'), gpus: 1 })
    expect(matches(play(placeAsk('big', onBig)))).toEqual(['bid 1 at 1000'])
    expect(answer({ kind: 'CancelOrder', orderHash: hashOf('bid'), by: renter })).toEqual(['CancelRejected order.already_matched'])
  })

  test('matches after an early end, a node shown again, a released hold or a deposit', () => {
    const scene = setup()
    const { play, answer } = scene
    play(placeAsk('ask'))
    play(placeBid('first', { gpus: 2 }))
    play(settledLog(1n, { ask: askOf(), bid: bidOf({ gpus: 2 }), askHash: hashOf('ask'), bidHash: hashOf('first'), gpus: 2, start: sceneStart }))
    play(placeBid('waits', { ...gtc, ...anyNode, nonce: 2n }))
    const at = unixSeconds(sceneStart + 60n)
    const ended: BookCommand = {
      kind: 'LeaseEnded',
      leaseId: 1n as never,
      end: at,
      accepted: true,
      reason: 1,
      refund: pTokenUnits(0n),
      blockTimestamp: at,
    }
    expect(matches(play(ended))).toEqual(['waits 1 at 1000'])

    play({ kind: 'NodeSilent', node: smallNode })
    play(placeBid('shown', { ...gtc, ...anyNode, nonce: 3n }))
    expect(matches(play({ kind: 'NodeBack', node: smallNode }))).toEqual(['shown 1 at 1000'])

    play(placeAsk('big', onBig))
    play(placeHold(1, 'big', { account: otherRenter, gpus: 4 }))
    play(placeBid('held', { ...gtc, ...anyNode, nonce: 4n, gpus: 2, allOrNothing: true }))
    expect(matches(play({ kind: 'ReleaseHold', holdId: holdOf(1), account: otherRenter }))).toEqual(['held 2 at 1000'])

    const poor = addressOf(9)
    expect(answer(placeBid('poor', { ...gtc, ...anyNode, renter: poor }))).toEqual(['BidAccepted', 'BidRested'])
    expect(matches(play({ kind: 'Deposited', account: poor, amount: pTokenUnits(3_609_000n) }))).toEqual(['poor 1 at 1000'])
  })

  test('matches a leased node at the full hour at which it is free', () => {
    const { play, wait, book } = setup()
    play(placeAsk('ask'))
    play(placeBid('first', { gpus: 2, durationSeconds: durationSeconds(600n) }))
    play(
      settledLog(1n, {
        ask: askOf(),
        bid: bidOf({ gpus: 2, durationSeconds: durationSeconds(600n) }),
        askHash: hashOf('ask'),
        bidHash: hashOf('first'),
        gpus: 2,
        start: sceneStart,
      }),
    )
    play(placeBid('waits', { ...gtc, ...anyNode, nonce: 2n }))
    wait(3_599)
    expect(play({ kind: 'Tick' })).toEqual([])
    expect(nextDueAtMs(book.book)).toBe(5_000_000 + 3_600_000)
    wait(1)
    expect(matches(play({ kind: 'Tick' }))).toEqual(['waits 1 at 1000'])
  })

  test('ends without event or tick once it is filled, and with both after a match was given up', () => {
    const { play, answer, wait, book } = setup()
    const short = { ...gtc, expiry: unixSeconds(sceneStart + 100n) }
    play(placeAsk('ask'))
    play(placeBid('filled', { ...short, gpus: 2 }))
    const askEndsAtMs = nextDueAtMs(book.book)
    expect(askEndsAtMs).toBeGreaterThan(5_000_000 + 70_000)
    const [match] = book.book.matches.values()
    if (match === undefined) throw new Error('the bid was matched')
    answer({ kind: 'SettleAbandoned', matchId: match.matchId, code: 'order.ask_gone' })
    expect(nextDueAtMs(book.book)).toBe(5_000_000 + 70_000)
    play(placeAsk('again', { nonce: 2n }))
    expect(nextDueAtMs(book.book)).toBe(askEndsAtMs)
    wait(70)
    expect(answer({ kind: 'Tick' })).toEqual([])
    expect(book.book.bids.get(hashOf('filled'))?.state).toBe('done')
  })

  test('avoids an ask whose signature the chain refuses, ends its holds, and waits for another ask', () => {
    const { play, answer, book } = setup()
    play(placeAsk('ask'))
    play(placeHold(1, 'ask', { account: otherRenter, gpus: 1 }))
    play(placeBid('waits', { ...gtc, ...anyNode, gpus: 1 }))
    const [match] = book.book.matches.values()
    if (match === undefined) throw new Error('the bid was matched')
    expect(answer({ kind: 'SettleAbandoned', matchId: match.matchId, code: 'order.ask_signature_refused' })).toEqual([
      'OrderCancelled',
      'HoldReleased order.ask_gone',
      'Abandoned order.ask_signature_refused',
      'BidRested',
    ])
    expect(matches(play(placeAsk('other', { nonce: 2n })))).toEqual(['waits 1 at 1000'])
  })

  test('comes before a new bid of the same second in which capacity becomes free', () => {
    const { play, wait } = setup()
    play(placeAsk('ask'))
    play(placeHold(1, 'ask', { account: otherRenter, gpus: 2 }))
    play(placeBid('waits', { ...gtc, ...anyNode, gpus: 2 }))
    wait(300)
    const events = play(placeBid('late', { renter: otherRenter, gpus: 2, startUntil: unixSeconds(sceneStart + 900n) }))
    expect(matches(events)).toEqual(['waits 2 at 1000'])
    expect(events.at(-1)).toMatchObject({ kind: 'BidRejected', code: 'order.node_taken' })
  })

  test('leaves 30 s before its expiry, after its last start, and when its owner or the chain cancels it', () => {
    const { answer, wait } = setup()
    answer(placeBid('short', { ...gtc, ...anyNode, expiry: unixSeconds(sceneStart + 100n) }))
    answer(placeBid('window', { ...gtc, ...anyNode, nonce: 2n, startUntil: unixSeconds(sceneStart + 80n) }))
    answer(placeBid('owner', { ...gtc, ...anyNode, nonce: 3n }))
    answer(placeBid('chain', { ...gtc, ...anyNode, nonce: 4n }))
    wait(70)
    expect(answer({ kind: 'Tick' })).toEqual(['OrderExpired'])
    wait(11)
    expect(answer({ kind: 'Tick' })).toEqual(['OrderExpired'])
    expect(answer({ kind: 'CancelOrder', orderHash: hashOf('owner'), by: otherRenter })).toEqual(['CancelRejected order.not_owner'])
    expect(answer({ kind: 'CancelOrder', orderHash: hashOf('owner'), by: renter })).toEqual(['OrderCancelled'])
    expect(answer({ kind: 'BidCancelled', account: renter, nonce: 4n })).toEqual(['OrderCancelled'])
    expect(answer(placeAsk('ask'))).toEqual(['AskPlaced'])
  })

  test('has the GPUs of an abandoned match open again, and avoids that ask', () => {
    const { play, answer } = setup()
    play(placeAsk('ask'))
    const [, match] = play(placeBid('bid', { ...gtc, ...anyNode }))
    if (match?.kind !== 'Matched') throw new Error('a match is expected')
    expect(answer({ kind: 'SettleAbandoned', matchId: match.matchId, code: 'order.settle_failed' })).toEqual([
      'Abandoned order.settle_failed',
      'BidRested',
    ])
    expect(matches(play(placeAsk('big', onBig)))).toEqual(['bid 1 at 1000'])
  })

  test('leaves with all other bids of its account when a settle failed by the renter’s fault', () => {
    const { play, answer } = setup()
    play(placeAsk('ask'))
    const [, match] = play(placeBid('bid', { ...gtc, ...anyNode }))
    play(placeBid('other', { ...gtc, ...anyNode, ...price(1n), nonce: 2n }))
    if (match?.kind !== 'Matched') throw new Error('a match is expected')
    expect(play({ kind: 'SettleAbandoned', matchId: match.matchId, code: 'account.insufficient_balance' })).toMatchObject([
      { kind: 'Abandoned' },
      { kind: 'OrderCancelled', orderHash: hashOf('bid'), reason: 'restricted' },
      { kind: 'OrderCancelled', orderHash: hashOf('other'), reason: 'restricted' },
      { kind: 'AccountRestricted' },
    ])
    expect(answer(placeBid('again', { ...gtc, ...anyNode, nonce: 3n }))).toEqual(['BidAccepted', 'BidRejected order.account_ioc_only'])
  })

  test('is skipped while the market is halted or its account is blocked, and matches afterwards', () => {
    const { play } = setup()
    play(placeBid('bid', { ...gtc, ...anyNode }))
    play({ kind: 'SetMode', mode: 'halted' })
    expect(matches(play(placeAsk('ask')))).toEqual([])
    play({ kind: 'BlockAccount', account: renter })
    expect(matches(play({ kind: 'SetMode', mode: 'open' }))).toEqual([])
    expect(matches(play({ kind: 'UnblockAccount', account: renter }))).toEqual(['bid 1 at 1000'])
  })

  test('is not filled beyond its lane when another party fills it', () => {
    const { play } = setup()
    play(placeAsk('ask'))
    play(placeBid('bid', { ...gtc, ...anyNode, gpus: 3 }))
    const stranger = { ask: askOf({ ...onBig }), bid: bidOf({ gpus: 3 }), askHash: hashOf('far'), bidHash: hashOf('bid'), gpus: 2, start: sceneStart }
    expect(play(settledLog(7n, stranger))).toMatchObject([
      { kind: 'Abandoned', code: 'order.lane_overfilled' },
      { kind: 'BidRested', gpus: 1 },
      { kind: 'Settled' },
      { kind: 'Matched', gpus: 1 },
    ])
  })

  test('is refused after 1,000 resting bids of one account', () => {
    const { answer } = setup()
    for (let at = 1; at <= 1_000; at += 1) answer(placeBid(`b${at}`, { ...gtc, ...anyNode, ...price(1n), nonce: BigInt(at) }))
    expect(answer(placeBid('more', { ...gtc, ...anyNode, nonce: 1_001n }))).toEqual(['BidAccepted', 'BidRejected order.too_many_open'])
    const instead = { ...placeBid('instead', { ...gtc, ...anyNode, ...price(2n), nonce: 1_001n }), replaces: hashOf('b7') }
    expect(answer(instead)).toEqual(['BidAccepted', 'OrderCancelled', 'BidRested'])
    const foreign = { ...placeBid('foreign', { ...gtc, ...anyNode, renter: otherRenter }), replaces: hashOf('b8') }
    expect(answer(foreign)).toEqual(['BidAccepted', 'BidRejected order.not_owner'])
    expect(answer({ kind: 'CancelAll', account: renter, side: 'asks' })).toEqual([])
    expect(answer({ kind: 'CancelAll', account: renter })).toHaveLength(1_000)
    expect(answer(placeBid('again', { ...gtc, ...anyNode, nonce: 1_002n }))).toEqual(['BidAccepted', 'BidRested'])
  })
})

describe('time in force', () => {
  test('fills an IOC bid from free capacity and drops the rest, or refuses it', () => {
    const { answer, play } = setup()
    expect(answer(placeBid('none', { ...anyNode, allOrNothing: false }))).toEqual(['BidAccepted', 'BidRejected order.nothing_fits'])
    play(placeAsk('ask'))
    expect(answer(placeBid('part', { ...anyNode, gpus: 3, allOrNothing: false }))).toEqual(['BidAccepted', 'Matched', 'OrderCancelled'])
  })

  test('fills a FOK bid whole over several nodes, or not at all', () => {
    const { answer, play } = setup()
    play(placeAsk('ask'))
    const fok = { ...anyNode, timeInForce: 3, allOrNothing: false }
    expect(answer(placeBid('big', { ...fok, gpus: 5 }))).toEqual(['BidAccepted', 'BidRejected order.fok_not_fillable'])
    play(placeAsk('more', onBig))
    const events = play(placeBid('whole', { ...fok, gpus: 5, nonce: 2n }))
    expect(matches(events)).toEqual(['whole 2 at 1000', 'whole 3 at 1000'])
    const groups = events.flatMap((event) => (event.kind === 'Matched' ? [[event.matchId, event.group]] : []))
    expect(groups.map(([, group]) => group)).toEqual([groups[0]?.[0], groups[0]?.[0]])
    expect(play({ kind: 'SettleAbandoned', matchId: groups[1]?.[0] as never, code: 'order.node_taken' }).map(({ kind }) => kind)).toEqual([
      'Abandoned',
      'Abandoned',
    ])
  })

  test('refuses a bid without money with its own code', () => {
    const { answer, play } = setup()
    play(placeAsk('ask'))
    expect(answer(placeBid('poor', { ...anyNode, renter: addressOf(9) }))).toEqual(['BidAccepted', 'BidRejected account.insufficient_balance'])
    expect(matches(play({ kind: 'Deposited', account: addressOf(9), amount: pTokenUnits(3_700_000n) }))).toEqual([])
    expect(matches(play(placeBid('one', { ...anyNode, renter: addressOf(9), gpus: 2, allOrNothing: false, nonce: 2n })))).toEqual(['one 1 at 1000'])
  })
})

describe('the choice of asks', () => {
  test('takes the cheapest ask that fits masks, memory, owner, private renter and duration, then the oldest', () => {
    const { play } = setup()
    play(placeAsk('small', askPrice(900n)))
    play(placeAsk('big', { ...onBig, ...askPrice(950n) }))
    expect(matches(play(placeBid('class 2', { ...anyNode, classMask: 4n })))).toEqual(['class 2 1 at 950'])
    expect(matches(play(placeBid('no region', { ...anyNode, regionMask: 4n, nonce: 2n })))).toEqual([])
    expect(matches(play(placeBid('own', { ...anyNode, renter: provider, nonce: 3n })))).toEqual([])
    play({ kind: 'Deposited', account: provider, amount: pTokenUnits(10_000_000n) })
    expect(matches(play(placeBid('own2', { ...anyNode, renter: provider, nonce: 4n })))).toEqual(['own2 1 at 950'])
    expect(matches(play(placeBid('all', { ...anyNode, gpus: 5, allOrNothing: false, nonce: 5n })))).toEqual(['all 2 at 900', 'all 2 at 950'])
  })

  test.each([0, 31, 32, 255])('takes only the class and region of a mask with only bit %i; a mask of all ones takes them too', (bit) => {
    const { play } = setup()
    const others = [0, 31, 32, 255].filter((other) => other !== bit)
    for (const [at, id] of [bit, ...others].entries()) {
      const node = nodeOf(10 + at)
      play({ kind: 'NodeRegistered', node, provider, gpus: 2, classId: id, regionId: id, vramGib: 80 })
      play(placeAsk(`of ${id}`, { node, nonce: BigInt(at), ...askPrice(BigInt(800 + at)) }))
    }
    const alone = 2n ** BigInt(bit)
    expect(taken(play(placeBid('class', { ...anyNode, classMask: alone, gpus: 3, allOrNothing: false })))).toEqual([`of ${bit}`])
    expect(taken(play(placeBid('ones', { ...anyNode, gpus: 8, allOrNothing: false, nonce: 2n })))).toEqual(others.map((id) => `of ${id}`))
    play(placeAsk('again', { node: nodeOf(10), nonce: 9n }))
    expect(taken(play(placeBid('rests', { ...gtc, ...anyNode, regionMask: alone, nonce: 3n })))).toEqual([])
    play({ kind: 'NodeRegistered', node: nodeOf(20), provider, gpus: 1, classId: bit, regionId: bit, vramGib: 80 })
    expect(taken(play(placeAsk('comes', { node: nodeOf(20), nonce: 10n, maxGpus: 1 })))).toEqual(['comes'])
  })

  test('takes a slice that leaves nothing or enough for another slice', () => {
    const { play } = setup()
    play({ kind: 'NodeRegistered', node: nodeOf(3), provider, gpus: 4, classId: 1, regionId: 1, vramGib: 80 })
    play(placeAsk('four', { node: nodeOf(3), maxGpus: 4 }))
    play(placeAsk('big', onBig))
    expect(matches(play(placeBid('five', { ...anyNode, gpus: 5, minGpusPerNode: 2, allOrNothing: false })))).toEqual([
      'five 3 at 1000',
      'five 2 at 1000',
    ])
  })

  test('puts a cluster into one region, the cheapest with enough GPUs', () => {
    const { play } = setup()
    for (const number of [3, 4]) play({ kind: 'NodeRegistered', node: nodeOf(number), provider, gpus: 4, classId: 1, regionId: 2, vramGib: 80 })
    play(placeAsk('small', askPrice(800n)))
    play(placeAsk('big', onBig))
    play(placeAsk('three', { node: nodeOf(3), maxGpus: 4, ...askPrice(900n) }))
    play(placeAsk('four', { node: nodeOf(4), maxGpus: 4, ...askPrice(900n) }))
    expect(matches(play(placeBid('cluster', { ...anyNode, gpus: 6, cluster: true })))).toEqual(['cluster 4 at 900', 'cluster 2 at 900'])
    expect(matches(play(placeBid('none', { ...anyNode, gpus: 7, cluster: true, nonce: 2n })))).toEqual([])
  })

  test('ranks by value: the lowest price ÷ (score × reliability)', () => {
    const { play } = setup()
    play(placeAsk('cheap', askPrice(500n)))
    play(placeAsk('fast', { ...onBig, ...askPrice(900n) }))
    const byValue = (name: string, nonce: bigint): BookCommand => ({ ...placeBid(name, { ...anyNode, nonce }), rank: 'value' })
    expect(matches(play(byValue('unknown', 1n)))).toEqual(['unknown 1 at 500'])
    for (const [node, score] of [
      [smallNode, 100],
      [bigNode, 300],
    ] as const) {
      play({ kind: 'NodeScored', node, score })
      play({ kind: 'NodeAttested', node, tier: 1, reliabilityBps: 9_900 })
    }
    expect(matches(play(byValue('known', 2n)))).toEqual(['known 1 at 900'])
    expect(matches(play(placeBid('tier', { ...anyNode, minTier: 2, nonce: 3n })))).toEqual([])
    expect(matches(play(placeBid('reliable', { ...anyNode, minTier: 1, minReliabilityBps: bps(9_900n), nonce: 4n })))).toEqual(['reliable 1 at 500'])
  })
})

describe('forward windows', () => {
  const window = (from: bigint, until: bigint) => ({ startFrom: unixSeconds(sceneStart + from), startUntil: unixSeconds(sceneStart + until) })

  test('start at the earliest full hour in the window at which the cheapest ask is free', () => {
    const { play } = setup()
    play(placeAsk('ask'))
    expect(starts(play(placeBid('one', { ...window(2n * hour + 600n, 9n * hour), gpus: 2 })))).toEqual([2n * hour + 600n])
    expect(starts(play(placeBid('two', { ...window(2n * hour, 9n * hour), gpus: 2, nonce: 2n })))).toEqual([4n * hour])
    expect(starts(play(placeBid('three', { ...window(2n * hour, 4n * hour), gpus: 2, nonce: 3n })))).toEqual([])
    expect(starts(play(placeBid('spot', { nonce: 4n, durationSeconds: durationSeconds(hour) })))).toEqual([-sceneStart])
    expect(starts(play(placeBid('spot', { nonce: 5n, durationSeconds: durationSeconds(2n * hour) })))).toEqual([])
  })

  test('rest, and start at once when their start has come', () => {
    const { play, wait } = setup()
    expect(play(placeBid('bid', { ...gtc, ...anyNode, ...window(hour, 3n * hour) })).at(-1)).toMatchObject({ kind: 'BidRested' })
    wait(5_400)
    expect(starts(play(placeAsk('ask')))).toEqual([-sceneStart])
  })

  test('end within 28 days', () => {
    const { answer } = setup()
    expect(answer(placeBid('far', { ...anyNode, ...window(hour, 28n * 24n * hour) }))).toEqual(['BidAccepted', 'BidRejected lease.duration_limit'])
  })
})

describe('replace, sessions, cancel-all', () => {
  test('gives the old queue position only to an order that shrinks, and refuses to replace an order that is gone', () => {
    const { play, answer } = setup()
    answer(placeBid('a', { ...gtc, ...anyNode, gpus: 2 }))
    answer(placeBid('b', { ...gtc, ...anyNode, renter: otherRenter }))
    const smaller = { ...placeBid('a2', { ...gtc, ...anyNode, gpus: 1, nonce: 2n }), replaces: hashOf('a') }
    expect(play(smaller)).toMatchObject([{ kind: 'BidAccepted' }, { kind: 'OrderCancelled', reason: 'replaced' }, { kind: 'BidRested' }])
    expect(answer({ ...placeBid('a3', { ...gtc, ...anyNode, nonce: 3n }), replaces: hashOf('a') })).toEqual([
      'BidAccepted',
      'BidRejected order.unknown',
    ])
    answer({ ...placeBid('b2', { ...gtc, ...anyNode, renter: otherRenter, gpus: 2, nonce: 2n }), replaces: hashOf('b') })
    answer(placeBid('c', { ...gtc, ...anyNode, renter: otherRenter, nonce: 3n }))
    expect(matches(play(placeAsk('ask')))).toEqual(['a2 1 at 1000', 'b2 1 at 1000'])
  })

  test('cancels only the orders of the connection that closed', () => {
    const { play } = setup()
    const session = '00000000-0000-4000-8000-000000000001'
    play({ ...placeAsk('ask', askPrice(2_000n)), session })
    play({ ...placeBid('bid', { ...gtc, ...anyNode }), session })
    play(placeBid('stays', { ...gtc, ...anyNode, nonce: 2n }))
    expect(play({ kind: 'CancelSession', session })).toMatchObject([
      { kind: 'OrderCancelled', orderHash: hashOf('ask'), reason: 'session' },
      { kind: 'OrderCancelled', orderHash: hashOf('bid'), reason: 'session' },
    ])
    expect(play({ kind: 'CancelSession', session })).toEqual([])
  })

  test('cancels asks, bids or both by cancel-all', () => {
    const { play, answer } = setup()
    play(placeAsk('ask', askPrice(2_000n)))
    play(placeBid('bid', { ...gtc, ...anyNode, renter: provider }))
    expect(answer({ kind: 'CancelAll', account: provider, side: 'bids' })).toEqual(['OrderCancelled'])
    expect(answer({ kind: 'CancelAll', account: provider })).toEqual(['OrderCancelled'])
  })
})

describe('unusual commands', () => {
  test.each([
    ['order.invalid_fields', { maxPricePerGpuSecond: pTokenUnits(0n) }],
    ['order.invalid_fields', { classMask: 0n }],
    ['order.invalid_fields', { regionMask: 0n }],
    ['order.invalid_fields', { timeInForce: timeInForceNames.length }],
    ['order.invalid_fields', { gpus: 0 }],
    ['order.invalid_fields', { gpus: 255 }],
    ['order.invalid_fields', { gpus: 1, minGpusPerNode: 2 }],
    ['order.invalid_fields', { durationSeconds: durationSeconds(0n) }],
    ['lease.duration_limit', { durationSeconds: durationSeconds(2n ** 32n - 1n) }],
    ['order.start_window_missed', { startFrom: unixSeconds(0n), startUntil: unixSeconds(sceneStart - 1n) }],
    ['order.start_window_missed', { startFrom: unixSeconds(2n ** 40n - 1n), startUntil: unixSeconds(2n ** 40n - 2n) }],
    ['lease.duration_limit', { startFrom: unixSeconds(2n ** 40n - 2n), startUntil: unixSeconds(2n ** 40n - 1n) }],
    ['order.expiry_too_far', { expiry: unixSeconds(2n ** 40n - 1n) }],
    ['order.fee_above_maximum', { maxFeeBps: bps(24n) }],
    ['order.executor_not_ours', { executor: addressOf(9) }],
    ['node.unknown', { node: nodeOf(77) }],
  ] as const)('a bid is refused with %s for %o and leaves nothing', (code, change) => {
    const { answer, book } = setup()
    answer(placeAsk('ask'))
    const before = book.summary()
    expect(answer(placeBid('bid', { ...gtc, ...anyNode, ...change }))).toEqual(['BidAccepted', `BidRejected ${code}`])
    expect(book.summary()).toEqual(before)
    expect(book.book.bids.size).toBe(0)
  })

  test('compares and ranks prices up to 2^96 − 1 exactly', () => {
    const { play } = setup()
    const most = 2n ** 96n - 1n
    play({ kind: 'Deposited', account: otherRenter, amount: pTokenUnits(most * 10_000n) })
    const dear = { ...gtc, ...anyNode, renter: otherRenter, ...price(most - 1n), durationSeconds: durationSeconds(60n) }
    play(placeBid('less', { ...dear, nonce: 1n }))
    play(placeBid('most', { ...dear, ...price(most), nonce: 2n }))
    expect(matches(play(placeAsk('ask', { ...askPrice(most), maxGpus: 1 })))).toEqual([`most 1 at ${most}`])
    expect(matches(play(placeAsk('big', { ...onBig, ...askPrice(most - 1n) })))).toEqual([`less 1 at ${most - 1n}`])
  })

  test('never matches two orders of one owner', () => {
    const { play } = setup()
    play({ kind: 'Deposited', account: provider, amount: pTokenUnits(100_000_000n) })
    play(placeBid('own', { ...gtc, ...anyNode, renter: provider, ...price(5_000n) }))
    play(placeBid('other', { ...gtc, ...anyNode, ...price(1_000n), gpus: 2 }))
    expect(matches(play(placeAsk('ask')))).toEqual(['other 2 at 1000'])
  })

  test('keeps the price of a hold on an ask that is replaced by name', () => {
    const { play } = setup()
    play(placeAsk('ask'))
    play(placeHold(1, 'ask', { funded: false }))
    play({ ...placeAsk('dearer', { ...askPrice(2_000n), nonce: 2n }), replaces: hashOf('ask') })
    expect(matches(play(placeBid('held', {}, holdOf(1))))).toEqual(['held 1 at 1000'])
  })

  test('remembers a replaced ask only while it has a hold', () => {
    const { play, answer, wait, book } = setup()
    const cancel = (name: string): BookCommand => ({ kind: 'CancelOrder', orderHash: hashOf(name), by: provider })
    play(placeAsk('one'))
    play(placeHold(1, 'one', { funded: false }))
    play(placeAsk('two', { nonce: 2n }))
    play(placeHold(2, 'two', { funded: false }))
    play(placeAsk('three', { nonce: 3n }))
    play(placeAsk('four', { nonce: 4n }))
    expect(answer(cancel('one'))).toEqual(['OrderCancelled', 'HoldReleased order.ask_gone'])
    expect(answer(cancel('three'))).toEqual(['CancelRejected order.unknown'])
    expect([...book.book.asks.keys()]).toEqual([hashOf('two'), hashOf('four')])
    wait(300)
    expect(answer({ kind: 'Tick' })).toEqual(['HoldExpired'])
    expect([...book.book.asks.keys()]).toEqual([hashOf('four')])
  })

  test('forgets replaced asks of older rules when version 5 begins', () => {
    const { play, book } = setup(4)
    for (const name of ['one', 'two', 'three']) play(placeAsk(name))
    expect(book.book.asks.size).toBe(3)
    play({ kind: 'Upgrade', version: 5, feeBps: bps(25n), relayFee: pTokenUnits(0n) })
    expect([...book.book.asks.keys()]).toEqual([hashOf('three')])
  })

  test('skips an ask while the fee is above its maximum', () => {
    const { play, answer } = setup()
    play(placeAsk('one', { maxFeeBps: bps(30n) }))
    const bid = (name: string, nonce: bigint) => placeBid(name, { ...anyNode, gpus: 1, allOrNothing: false, maxFeeBps: bps(100n), nonce })
    play({ kind: 'Upgrade', version: 5, feeBps: bps(31n), relayFee: pTokenUnits(0n) })
    expect(answer(bid('dear', 1n))).toEqual(['BidAccepted', 'BidRejected order.nothing_fits'])
    play({ kind: 'Upgrade', version: 5, feeBps: bps(30n), relayFee: pTokenUnits(0n) })
    expect(answer(bid('allowed', 2n))[1]).toMatch(/^Matched/)
  })

  test('continues matches beyond the limit of one command with the next, and reports when that is due', () => {
    const { play, book } = setup()
    for (let account = 100; account < 103; account += 1) {
      play({ kind: 'Deposited', account: addressOf(account), amount: pTokenUnits(10n ** 12n) })
      for (let at = 0; at < 500; at += 1) {
        const forward = { startFrom: unixSeconds(sceneStart + hour), startUntil: unixSeconds(sceneStart + 27n * 24n * hour - hour) }
        play(placeBid(`${account}/${at}`, { ...gtc, ...anyNode, ...forward, gpus: 2, renter: addressOf(account), nonce: BigInt(at) }))
      }
    }
    const asks = { maxDurationSeconds: durationSeconds(86_400n), expiry: unixSeconds(sceneStart + 27n * 86_400n) }
    for (let number = 10; number < 13; number += 1)
      play({ kind: 'NodeRegistered', node: nodeOf(number), provider, gpus: 2, classId: 1, regionId: 1, vramGib: 80 })
    play({ kind: 'SetMode', mode: 'halted' })
    for (let number = 10; number < 13; number += 1) play(placeAsk(`ask ${number}`, { ...asks, node: nodeOf(number), nonce: BigInt(number) }))
    expect(matches(play({ kind: 'SetMode', mode: 'open' }))).toHaveLength(1_000)
    expect(nextDueAtMs(book.book)).toBe(book.book.atMs)
    expect(matches(play({ kind: 'Tick' }))).toHaveLength(500)
    expect(book.book.woken).toEqual({ nodes: [], bids: new Set(), everything: false })
  })
})

function matches(events: readonly BookEvent[]): string[] {
  return events.flatMap((event) => (event.kind === 'Matched' ? [`${nameOf(event.bidHash)} ${event.gpus} at ${event.pricePerGpuSecond}`] : []))
}

/** Returns the names of the asks that were matched. */
function taken(events: readonly BookEvent[]): string[] {
  return events.flatMap((event) => (event.kind === 'Matched' ? [nameOf(event.askHash)] : []))
}

function starts(events: readonly BookEvent[]): bigint[] {
  return events.flatMap((event) => (event.kind === 'Matched' ? [event.start - sceneStart] : []))
}

function nameOf(hash: string): string {
  return Buffer.from(hash.slice(2).replace(/^(00)+/, ''), 'hex').toString()
}

function setup(version = 6) {
  const book = bookUnderTest()
  const scene = sceneOf(book)
  scene.play({ kind: 'Upgrade', version, feeBps: bps(25n), relayFee: pTokenUnits(0n) })
  return { ...scene, book }
}
