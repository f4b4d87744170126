import { bps, durationSeconds, leaseId, matchId, pTokenUnits, unixSeconds } from '@infinitio/domain'
import { describe, expect, test } from 'vitest'
import type { BookCommand } from '../src/index.ts'
import { bookUnderTest } from './bookUnderTest.ts'
import {
  addressOf,
  askOf,
  bidOf,
  blockAt,
  closedLog,
  endedLog,
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
import { naiveBook } from './naiveBook.ts'
import { sceneOf } from './scene.ts'

const ourLease = leaseId(1n)
const matched = ['BidAccepted', 'Matched']
const refused = (code: string) => ['BidAccepted', `BidRejected ${code}`]

describe.each([
  ['the book', bookUnderTest],
  ['the naive book', naiveBook],
])('%s', (_, create) => {
  test('matches a pinned bid with the cheapest ask of its node, the older one at the same price, at the ask’s price', () => {
    const { play, answer } = setup()
    answer(placeAsk('dear', { pricePerGpuSecond: pTokenUnits(1_000n), privateRenter: renter }))
    answer(placeAsk('cheap', { pricePerGpuSecond: pTokenUnits(900n), nonce: 2n }))
    const [, match] = play(placeBid('bid', { maxPricePerGpuSecond: pTokenUnits(1_000n) }))
    expect(match).toMatchObject({
      kind: 'Matched',
      askHash: hashOf('cheap'),
      pricePerGpuSecond: 900n,
      gpus: 1,
      start: 0n,
      amount: 900n * 3600n + 8_100n,
    })
    play({ kind: 'CancelOrder', orderHash: hashOf('cheap'), by: provider })
    expect(play(placeBid('second', { nonce: 2n }))[1]).toMatchObject({ kind: 'Matched', askHash: hashOf('dear') })
  })

  test('refuses the second bid for a node that was just taken, and reports the reserved hours', () => {
    const { answer } = setup({ ask: {} })
    expect(answer(placeBid('one', { gpus: 2 }))).toEqual(matched)
    expect(answer(placeBid('two', { renter: otherRenter }))).toEqual(refused('order.node_taken'))
  })

  test.each([
    [3480n, 1],
    [3481n, 2],
  ])('reserves, for a match of %s s, the hours of every start within the next 120 s: %s', (seconds, hours) => {
    const { play } = setup({ ask: {} })
    const [, match] = play(placeBid('bid', { durationSeconds: durationSeconds(seconds) }))
    const fromHour = Number(sceneStart / 3600n)
    expect(match).toMatchObject({ kind: 'Matched', hours: { fromHour, toHour: fromHour + hours } })
  })

  test('fills in part when the bid allows it, and never below the minimum of the bid or ask', () => {
    const { play, answer } = setup({ ask: {} })
    expect(play(placeBid('part', { gpus: 4, allOrNothing: false }))[1]).toMatchObject({ kind: 'Matched', gpus: 2 })
    expect(answer(placeBid('whole', { gpus: 4, allOrNothing: true, nonce: 2n }))).toEqual(refused('order.too_many_gpus'))
  })

  test.each([
    ['order.expired', { expiry: unixSeconds(sceneStart + 30n) }],
    ['order.expiry_too_far', { expiry: unixSeconds(sceneStart + 7n * 86_400n + 1n) }],
    ['order.kind_not_supported', { timeInForce: 0 }],
    ['order.kind_not_supported', { timeInForce: 3 }],
    ['order.kind_not_supported', { node: nodeOf(0) }],
    ['order.kind_not_supported', { cluster: true }],
    ['order.kind_not_supported', { startFrom: unixSeconds(sceneStart + 1n) }],
    ['order.start_window_missed', { startUntil: unixSeconds(sceneStart - 1n) }],
    ['order.executor_not_ours', { executor: addressOf(9) }],
    ['order.invalid_fields', { gpus: 0 }],
    ['order.invalid_fields', { gpus: 255 }],
    ['order.invalid_fields', { durationSeconds: durationSeconds(0n) }],
    ['lease.duration_limit', { durationSeconds: durationSeconds(28n * 86_400n + 1n) }],
    ['order.fee_above_maximum', { maxFeeBps: bps(24n) }],
    ['node.unknown', { node: nodeOf(77) }],
    ['order.self_trade', { renter: provider }],
    ['order.duration_too_short', { durationSeconds: durationSeconds(59n) }],
    ['order.duration_too_long', { durationSeconds: durationSeconds(86_401n) }],
    ['order.vram_too_small', { minVramGib: 81 }],
    ['order.tier_too_low', { minTier: 1 }],
    ['order.reliability_too_low', { minReliabilityBps: bps(1n) }],
    ['order.price_moved', { maxPricePerGpuSecond: pTokenUnits(999n) }],
    ['order.too_many_gpus', { gpus: 3 }],
    ['account.insufficient_balance', { renter: addressOf(9) }],
  ] as const)('refuses a bid with %s for %o and keeps nothing of it', (code, change) => {
    const { answer, book } = setup({ ask: {} })
    const before = book.summary()
    expect(answer(placeBid('bid', change))).toEqual(refused(code))
    expect(book.summary()).toEqual(before)
  })

  test.each([
    ['node.unknown', { node: nodeOf(77) }],
    ['node.not_owner', { provider: otherProvider }],
    ['order.expired', { expiry: unixSeconds(sceneStart + 30n) }],
    ['order.executor_not_ours', { executor: addressOf(9) }],
    ['order.invalid_fields', { minGpus: 0 }],
    ['order.invalid_fields', { minGpus: 2, maxGpus: 1 }],
    ['order.invalid_fields', { pricePerGpuSecond: pTokenUnits(0n) }],
    ['order.invalid_fields', { minDurationSeconds: durationSeconds(86_401n) }],
    ['order.too_many_gpus', { maxGpus: 3 }],
    ['order.outside_availability', { availableUntil: unixSeconds(sceneStart) }],
    ['order.fee_above_maximum', { maxFeeBps: bps(24n) }],
  ] as const)('refuses an ask with %s for %o', (code, change) => {
    const { answer } = setup()
    expect(answer(placeAsk('ask', change))).toEqual([`AskRejected ${code}`])
  })

  test('matches a private ask only with its renter', () => {
    const { answer } = setup({ ask: { privateRenter: otherRenter } })
    expect(answer(placeBid('stranger'))).toEqual(refused('order.private_listing'))
    expect(answer(placeBid('guest', { renter: otherRenter }))).toEqual(matched)
  })

  test('ignores the same order twice, and refuses another order with its nonce', () => {
    const { answer, book } = setup({ ask: {} })
    answer(placeBid('bid'))
    const before = book.summary()
    expect(answer(placeBid('bid'))).toEqual(['DuplicateIgnored'])
    expect(answer(placeBid('copy'))).toEqual(refused('order.nonce_used'))
    expect(book.summary()).toEqual(before)
  })

  test('refuses an order with a nonce that the chain cancelled, until the chain drops the cancellation', () => {
    const { answer, play } = setup({ ask: {} })
    const cancelled = { kind: 'BidCancelled', account: renter, nonce: 1n } as const
    play(cancelled)
    expect(answer(placeBid('one'))).toEqual(refused('order.nonce_cancelled'))
    play({ kind: 'Dropped', of: cancelled })
    expect(answer(placeBid('two'))).toEqual(matched)
    play({ kind: 'FloorRaised', account: renter, floor: 5n })
    expect(answer(placeBid('three', { nonce: 4n }))).toEqual(refused('order.nonce_cancelled'))
  })

  test('removes an ask that the chain cancelled, and opens it again when the chain drops that', () => {
    const { answer, play } = setup({ ask: {} })
    const cancelled = { kind: 'AskCancelled', account: provider, nonce: 1n } as const
    expect(answer(cancelled)).toEqual(['OrderCancelled'])
    expect(answer(placeBid('one'))).toEqual(refused('order.ask_gone'))
    expect(answer({ kind: 'Dropped', of: cancelled })).toEqual(['AskRestored'])
    expect(answer(placeBid('two', { nonce: 2n }))).toEqual(matched)
    play(cancelled)
    play(cancelled)
    expect(answer({ kind: 'Dropped', of: cancelled })).toEqual([])
  })

  test('removes an ask 30 s before its expiry', () => {
    const { answer, wait } = setup({ ask: { expiry: unixSeconds(sceneStart + 100n) } })
    wait(69)
    expect(answer({ kind: 'Tick' })).toEqual([])
    wait(1)
    expect(answer({ kind: 'Tick' })).toEqual(['OrderExpired'])
  })

  test('calculates the chain clock from the last block’s time plus the time since', () => {
    const { answer, play, wait } = setup({ ask: { expiry: unixSeconds(sceneStart + 100n) } })
    wait(60)
    play(blockAt(2, sceneStart + 20n))
    wait(49)
    expect(answer({ kind: 'Tick' })).toEqual([])
    expect(answer(blockAt(3, sceneStart + 70n))).toEqual(['OrderExpired'])
  })

  test('cancels an order only for its owner, and only once', () => {
    const { answer } = setup({ ask: {} })
    const cancel = (by: typeof renter): BookCommand => ({ kind: 'CancelOrder', orderHash: hashOf('ask'), by })
    expect(answer(cancel(renter))).toEqual(['CancelRejected order.not_owner'])
    expect(answer(cancel(provider))).toEqual(['OrderCancelled'])
    expect(answer(cancel(provider))).toEqual(['CancelRejected order.not_open'])
    expect(answer({ kind: 'CancelOrder', orderHash: hashOf('none'), by: renter })).toEqual(['CancelRejected order.unknown'])
    answer(placeAsk('new'))
    answer(placeBid('bid'))
    expect(answer({ kind: 'CancelOrder', orderHash: hashOf('bid'), by: renter })).toEqual(['CancelRejected order.already_matched'])
  })

  test('does not match a node without heartbeat or with a delisted provider until it is back', () => {
    const { answer } = setup({ ask: {} })
    expect(answer({ kind: 'NodeSilent', node: smallNode })).toEqual(['NodeHidden node.silent'])
    expect(answer(placeBid('one'))).toEqual(refused('node.silent'))
    expect(answer({ kind: 'ProviderDelisted', provider })).toEqual(['NodeHidden node.not_listed'])
    expect(answer({ kind: 'NodeBack', node: smallNode })).toEqual([])
    expect(answer(placeBid('two', { nonce: 2n }))).toEqual(refused('node.not_listed'))
    expect(answer({ kind: 'ProviderListed', provider })).toEqual(['NodeShown'])
    expect(answer(placeBid('three', { nonce: 3n }))).toEqual(matched)
  })

  describe('holds', () => {
    test('reserve GPUs and an hour’s price for five minutes when funded, then free both', () => {
      const { answer, book, wait } = setup({ ask: {} })
      const before = book.summary()
      expect(answer(placeHold(1, 'ask', { gpus: 2 }))).toEqual(['HoldPlaced'])
      expect(book.summary().accounts[renter]).toBe(`100000000 ${2 * 3600 * 1000} 0`)
      expect(answer(placeBid('other', { renter: otherRenter }))).toEqual(refused('order.node_taken'))
      wait(299)
      expect(answer({ kind: 'Tick' })).toEqual([])
      wait(1)
      expect(answer({ kind: 'Tick' })).toEqual(['HoldExpired'])
      expect({ ...book.summary(), now: '' }).toEqual({ ...before, now: '' })
      expect(answer(placeBid('late', { gpus: 2, expiry: unixSeconds(sceneStart + 900n) }, holdOf(1)))).toEqual(refused('hold.expired'))
    })

    test('let their owner rent the held GPUs, even when no other GPU is free', () => {
      const { answer, play } = setup({ ask: {} })
      play(placeHold(1, 'ask', { gpus: 2 }))
      expect(answer(placeBid('other', { renter: otherRenter, gpus: 2 }, holdOf(1)))).toEqual(refused('hold.not_owner'))
      expect(answer(placeBid('less', { gpus: 1 }, holdOf(1)))).toEqual(refused('hold.does_not_match'))
      expect(answer(placeBid('bid', { gpus: 2, nonce: 2n }, holdOf(1)))).toEqual(['BidAccepted', 'HoldUsed', 'Matched'])
      expect(answer(placeBid('again', { gpus: 2, nonce: 3n }, holdOf(1)))).toEqual(refused('hold.already_used'))
    })

    test('remain unchanged after a bid that cannot match', () => {
      const { answer, play, book } = setup({ ask: {} })
      play(placeHold(1, 'ask'))
      const before = book.summary()
      expect(answer(placeBid('poor', { maxPricePerGpuSecond: pTokenUnits(1n) }, holdOf(1)))).toEqual(refused('order.price_moved'))
      expect(book.summary()).toEqual(before)
    })

    test('keep their price when the provider raises its price, and end when the ask is withdrawn', () => {
      const { answer, play } = setup({ ask: {} })
      play(placeHold(1, 'ask', { funded: false }))
      expect(answer(placeAsk('dearer', { pricePerGpuSecond: pTokenUnits(2_000n), nonce: 2n }))).toEqual(['OrderCancelled', 'AskPlaced'])
      expect(answer(placeBid('new'))).toEqual(refused('order.price_moved'))
      expect(play(placeBid('held', { nonce: 2n }, holdOf(1))).at(-1)).toMatchObject({
        kind: 'Matched',
        askHash: hashOf('ask'),
        pricePerGpuSecond: 1_000n,
      })
      play(placeHold(2, 'dearer', { funded: false }))
      expect(answer({ kind: 'CancelOrder', orderHash: hashOf('dearer'), by: provider })).toEqual(['OrderCancelled', 'HoldReleased order.ask_gone'])
    })

    test('reserve no GPUs when unfunded', () => {
      const { answer, play } = setup({ ask: {} })
      play(placeHold(1, 'ask', { funded: false, gpus: 2 }))
      expect(answer(placeBid('other', { renter: otherRenter, gpus: 2 }))).toEqual(matched)
      expect(answer(placeBid('late', { gpus: 2 }, holdOf(1)))).toEqual(refused('order.node_taken'))
    })

    test('are limited to one funded hold at a time and three per hour, and need money', () => {
      const { answer, wait } = setup({ ask: {} })
      const release = (number: number): BookCommand => ({ kind: 'ReleaseHold', holdId: holdOf(number), account: renter })
      expect(answer(placeHold(9, 'ask', { account: addressOf(9) }))).toEqual(['HoldRejected account.insufficient_balance'])
      answer(placeHold(1, 'ask'))
      expect(answer(placeHold(2, 'ask'))).toEqual(['HoldRejected hold.one_at_a_time'])
      expect(answer({ ...release(1), account: otherRenter } as BookCommand)).toEqual(['ReleaseRejected hold.not_owner'])
      expect(answer(release(1))).toEqual(['HoldReleased'])
      expect(answer(release(1))).toEqual(['ReleaseRejected hold.released'])
      for (const number of [3, 4]) {
        expect(answer(placeHold(number, 'ask'))).toEqual(['HoldPlaced'])
        answer(release(number))
      }
      expect(answer(placeHold(5, 'ask'))).toEqual(['HoldRejected hold.hourly_limit'])
      wait(3600)
      expect(answer(placeHold(6, 'ask'))).toEqual(['HoldPlaced'])
      expect(answer(release(7))).toEqual(['ReleaseRejected hold.unknown'])
    })
  })

  describe('chain commands', () => {
    test('move our match from the book’s reservation to the chain’s hours and money', () => {
      const { answer, book, play } = setup({ ask: {} })
      play(placeBid('bid'))
      const kept = 3600n * 1_000n + 9_000n
      expect(book.summary().accounts[renter]).toBe(`100000000 0 ${kept}`)
      expect(answer(ourSettle())).toEqual(['Settled'])
      expect(book.summary().accounts[renter]).toBe(`${100_000_000n - kept} 0 0`)
      expect(Object.values(book.summary().hours)).toEqual(['1 0'])
    })

    test('keep capacity and money reserved after a dropped settle, which can settle again', () => {
      const { answer, book, play } = setup({ ask: {} })
      play(placeBid('bid'))
      play(ourSettle())
      expect(play({ kind: 'Dropped', of: ourSettle() })).toMatchObject([{ kind: 'Unsettled', bidHash: hashOf('bid') }])
      expect(Object.values(book.summary().hours)).toEqual(['0 1'])
      expect(book.summary().accounts[renter]).toBe('100000000 0 3609000')
      expect(answer(ourSettle())).toEqual(['Settled'])
    })

    test('take the hours and money of an extension, and return both when the chain drops it', () => {
      const { answer, book } = setup({ ask: {} })
      answer(placeBid('bid'))
      answer(ourSettle())
      const before = book.summary()
      const fee = { relayFee: pTokenUnits(3n), relayer: otherProvider }
      const extended: BookCommand = {
        kind: 'LeaseExtended',
        leaseId: ourLease,
        end: unixSeconds(sceneStart + 9_000n),
        escrowAdded: pTokenUnits(500n),
        ...fee,
      }
      expect(answer(extended)).toEqual([])
      expect(Object.values(book.summary().hours).length).toBeGreaterThan(Object.values(before.hours).length)
      expect(book.summary().accounts[renter]).toBe(`${BigInt(before.accounts[renter]?.split(' ')[0] ?? 0) - 503n} 0 0`)
      expect(answer({ kind: 'Dropped', of: extended })).toEqual([])
      expect(book.summary().hours).toEqual(before.hours)
      expect(book.summary().accounts[renter]).toBe(before.accounts[renter])
    })

    test('pay refunds, credits and compensation to the present holder of the lease', () => {
      const { answer, book } = setup({ ask: {} })
      answer(placeBid('bid'))
      answer(ourSettle())
      answer({ kind: 'LeaseHolderChanged', leaseId: ourLease, holder: otherRenter })
      const money = () => BigInt(book.summary().accounts[otherRenter]?.split(' ')[0] ?? 0)
      const before = money()
      answer({ kind: 'LeaseCredited', leaseId: ourLease, refund: pTokenUnits(11n) })
      answer({ kind: 'CompensationPaid', account: otherRenter, amount: pTokenUnits(5n) })
      expect(money() - before).toBe(16n)
      const totals = { pay: pTokenUnits(0n), renterFee: pTokenUnits(0n), providerFee: pTokenUnits(0n), refund: pTokenUnits(3_609_000n) }
      answer({ kind: 'LeaseClosed', leaseId: ourLease, reason: 1, ...totals, blockTimestamp: unixSeconds(sceneStart + 60n) })
      expect(money() - before).toBe(3_609_005n)
    })

    test('take the hours of an external settle, and drop overbooked reservations, newest first', () => {
      const { play, sequence } = setup({ ask: {} })
      play(placeBid('first'))
      const first = sequence()
      play(placeBid('second', { renter: otherRenter }))
      const second = sequence()
      const stranger = bidOf({ renter: addressOf(9), gpus: 1, nonce: 7n })
      const parties = { ask: askOf(), bid: stranger, askHash: hashOf('ask'), bidHash: hashOf('far'), gpus: 1, start: sceneStart }
      expect(play(settledLog(9n, parties))).toMatchObject([
        { kind: 'Settled', matchId: null },
        { kind: 'Abandoned', matchId: matchId(second), code: 'order.node_taken' },
      ])
      expect(play(settledLog(10n, { ...parties, bidHash: hashOf('farther') }))).toMatchObject([
        { kind: 'Settled', matchId: null },
        { kind: 'Abandoned', matchId: matchId(first), code: 'order.node_taken' },
      ])
    })

    test('drop our match of a bid that another party filled', () => {
      const { answer, play } = setup({ ask: {} })
      play(placeAsk('other', { privateRenter: renter, nonce: 2n }))
      play(placeBid('bid'))
      const parties = { ask: askOf(), bid: bidOf(), askHash: hashOf('other'), bidHash: hashOf('bid'), gpus: 1, start: sceneStart }
      expect(answer(settledLog(1n, parties))).toEqual(['Abandoned order.lane_overfilled', 'Settled'])
    })

    test('free a match that can never settle; by the renter’s own fault the account may not rest orders for a day', () => {
      const { answer, book, play, sequence, wait } = setup({ ask: {} })
      const before = book.summary()
      play(placeBid('bid'))
      const match = matchId(sequence())
      expect(answer({ kind: 'SettleAbandoned', matchId: match, code: 'account.insufficient_balance' })).toEqual([
        'Abandoned account.insufficient_balance',
        'AccountRestricted',
      ])
      expect(book.summary()).toEqual(before)
      expect(answer({ kind: 'SettleAbandoned', matchId: match, code: 'order.settle_failed' })).toEqual([])
      expect(answer(placeBid('rest', { timeInForce: 0 }))).toEqual(refused('order.account_ioc_only'))
      expect(answer(placeBid('now', { nonce: 2n }))).toEqual(matched)
      wait(86_400)
      const later = { timeInForce: 0, expiry: unixSeconds(sceneStart + 90_000n), nonce: 3n }
      expect(answer(placeBid('later', later))).toEqual(refused('order.kind_not_supported'))
    })

    test('free the hours of an early end from the current hour on', () => {
      const { answer, book, play } = setup({ ask: {} })
      play(placeBid('bid', { gpus: 2, durationSeconds: durationSeconds(7200n) }))
      const bid = bidOf({ gpus: 2, durationSeconds: durationSeconds(7200n) })
      const settle = settledLog(1n, { ask: askOf(), bid, askHash: hashOf('ask'), bidHash: hashOf('bid'), gpus: 2, start: sceneStart })
      play(settle)
      expect(Object.values(book.summary().hours)).toEqual(['2 0', '2 0'])
      const at = unixSeconds(sceneStart + 60n)
      const leaseId = 'leaseId' in settle ? settle.leaseId : undefined
      play({ kind: 'LeaseEnded', leaseId: leaseId as never, end: at, accepted: true, reason: 1, refund: pTokenUnits(0n), blockTimestamp: at })
      expect(book.summary().hours).toEqual({})
      expect(answer(placeBid('next', { renter: otherRenter, gpus: 2 }))).toEqual(matched)
    })

    test('refund the unused part at an end without acceptance, and nothing more at the close', () => {
      const { book, play } = setup({ ask: {} })
      const balances = () => [book.summary().accounts[renter], book.summary().accounts[provider]]
      play(placeBid('bid'))
      const settle = settledLog(1n, { ask: askOf(), bid: bidOf(), askHash: hashOf('ask'), bidHash: hashOf('bid'), gpus: 1, start: sceneStart })
      if (settle.kind !== 'Settled') throw new Error('a settle is expected')
      play(settle)
      expect(balances()).toEqual(['96391000 0 0', undefined])
      const ended = endedLog(settle, { end: sceneStart + 60n, at: sceneStart + 60n })
      play(ended)
      expect(balances()).toEqual(['99939850 0 0', undefined])
      play({ kind: 'Dropped', of: ended })
      expect(balances()).toEqual(['96391000 0 0', undefined])
      play(ended)
      play(closedLog(settle, { seconds: 60n, at: sceneStart + 3_660n }))
      expect(balances()).toEqual(['99939850 0 0', '59850 0 0'])
    })
  })

  function setup({ ask }: { ask?: Parameters<typeof askOf>[0] } = {}) {
    const scene = sceneOf(create())
    if (ask !== undefined) scene.play(placeAsk('ask', ask))
    return scene
  }

  function ourSettle() {
    return settledLog(1n, { ask: askOf(), bid: bidOf(), askHash: hashOf('ask'), bidHash: hashOf('bid'), gpus: 1, start: sceneStart })
  }
})
