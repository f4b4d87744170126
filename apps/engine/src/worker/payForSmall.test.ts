import type { SettleItem } from '@infinitio/chain'
import { anyoneExecutor, durationSeconds, engineExecutor, pTokenUnits, type SettleTerms } from '@infinitio/domain'
import { describe, expect, it } from 'vitest'
import { leaveToParties } from './sendSettlements.ts'
import { payForSmall } from './payForSmall.ts'

const terms: SettleTerms = { relayFee: pTokenUnits(0n), leastLeaseValue: pTokenUnits(1_000n), smallLeaseFee: pTokenUnits(7n) }

describe('payForSmall', () => {
  it('raises the relay fee of small pieces only, within the fees that their bids signed', () => {
    const [small, large] = [itemOf({ maxRelayFee: 7n }), itemOf({ price: 10n, maxRelayFee: 7n })]
    expect(payForSmall([small, large], terms)).toEqual({ by: 'operator', matched: [small, large], items: [{ ...small, relayFee: 7n }, large] })
    expect(payForSmall([large], terms)).toMatchObject({ by: 'operator', items: [{ relayFee: 0n }] })
  })

  it('leaves a whole group to its parties if one piece signs too low a fee', () => {
    const items = [itemOf({ maxRelayFee: 7n }), itemOf({ maxRelayFee: 6n })] as const
    expect(payForSmall(items, terms)).toEqual({ by: 'party', mayBe: false, wasSmall: true })
  })

  it('returns whether anybody may settle, and whether the whole bid was small', () => {
    const open = { askExecutor: anyoneExecutor, bidExecutor: anyoneExecutor }
    expect(payForSmall([itemOf(open)], terms)).toEqual({ by: 'party', mayBe: true, wasSmall: true })
    expect(payForSmall([itemOf({ ...open, askExecutor: engineExecutor })], terms)).toMatchObject({ mayBe: false })
    expect(payForSmall([itemOf({ ...open, bidGpus: 20 })], terms)).toEqual({ by: 'party', mayBe: true, wasSmall: false })
  })
})

describe('leaveToParties', () => {
  const asked = (settling: { mayBe: boolean; wasSmall: boolean }, ageMs: number) =>
    leaveToParties({ createdAtMs: 1_000n }, { settling: { by: 'party', ...settling }, nowMs: 1_000 + ageMs })

  it('abandons a match at once if only the operator may settle it, else after two minutes', () => {
    expect(asked({ mayBe: false, wasSmall: true }, 0)).toBe('order.value_too_low')
    expect(asked({ mayBe: true, wasSmall: true }, 119_999)).toBeNull()
    expect(asked({ mayBe: true, wasSmall: true }, 120_000)).toBe('order.not_settled')
  })

  it('uses a code without blame for a small piece of a larger bid', () => {
    expect(asked({ mayBe: true, wasSmall: false }, 120_000)).toBe('order.value_too_low')
  })
})

type Given = { price?: bigint; maxRelayFee?: bigint; bidGpus?: number; askExecutor?: string; bidExecutor?: string }

/** Creates one item of a settlement, for one GPU and 100 s. The arguments decide whether the item is small or large; this decides who settles it. */
function itemOf({ price = 1n, maxRelayFee = 0n, bidGpus = 1, askExecutor = engineExecutor, bidExecutor = engineExecutor }: Given): SettleItem {
  const ask = { pricePerGpuSecond: pTokenUnits(price), executor: askExecutor }
  const bid = { gpus: bidGpus, maxRelayFee: pTokenUnits(maxRelayFee), durationSeconds: durationSeconds(100n), executor: bidExecutor }
  return { ask, bid, gpus: 1, relayFee: pTokenUnits(0n) } as unknown as SettleItem
}
