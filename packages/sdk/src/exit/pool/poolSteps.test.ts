import { address, unixSeconds } from '@infinitio/domain'
import { describe, expect, test } from 'vitest'
import type { ExitPool } from './exitPool.ts'
import { poolSteps, poolWithdrawal } from './poolSteps.ts'

const pool = address(`0x${'1'.repeat(40)}`)
const unit = 10n ** 9n
const now = 1_000_000n
const [hour, week] = [3_600n, 7n * 86_400n]

type Stake = Partial<Record<'balance' | 'bonded' | 'locked' | 'young' | 'ripeAt' | 'leaving' | 'collectAt', bigint>>

function stateOf(stake: Stake): ExitPool {
  const amounts = { balance: 0n, bonded: 0n, locked: 0n, young: 0n, leaving: 0n, ...stake }
  const times = { ripeAt: unixSeconds(stake.ripeAt ?? 0n), collectAt: unixSeconds(stake.collectAt ?? 0n) }
  return { pool, pToken: pool, ...amounts, ...times, batches: [], keys: [] }
}

/** Returns each step as "kind amount". A step that is possible only later ends with "+" and the seconds until then. */
function stepsOf(stake: Stake) {
  const steps = poolSteps(stateOf(stake), { now: unixSeconds(now), keepKeys: false })
  return steps.map(({ step, gain, from }) => `${step.kind}${gain === null ? '' : ` ${gain.amount / unit}`}${from === null ? '' : ` +${from - now}`}`)
}

describe('a stake for tasks leaves', () => {
  test.each([
    ['after its wait of 7 days', { bonded: 5n * unit }, ['unstake 5', `collectStake 5 +${week}`]],
    [
      'with the part that does not count yet, once that part counts',
      { bonded: 5n * unit, young: 2n * unit, ripeAt: now + 600n },
      ['ripenStake +600', 'unstake 7 +600', `collectStake 7 +${week + 600n}`],
    ],
    [
      'at once with a part that counts from now on',
      { bonded: 5n * unit, young: 2n * unit, ripeAt: now },
      ['ripenStake', 'unstake 7', `collectStake 7 +${week}`],
    ],
    ['in the second in which its wait is over', { leaving: 4n * unit, collectAt: now }, ['collectStake 4']],
    [
      'without a longer wait for the part that leaves already',
      { bonded: 5n * unit, leaving: 4n * unit, collectAt: now + hour },
      [`collectStake 4 +${hour}`, `unstake 5 +${hour}`, `collectStake 5 +${week + hour}`],
    ],
    [
      'after the later of both waits',
      { young: 2n * unit, ripeAt: now + 2n * hour, leaving: 4n * unit, collectAt: now + hour },
      [`collectStake 4 +${hour}`, `ripenStake +${2n * hour}`, `unstake 2 +${2n * hour}`, `collectStake 2 +${week + 2n * hour}`],
    ],
    [
      'except the part that tasks hold, which follows the free part',
      { bonded: 5n * unit, locked: 2n * unit },
      ['unstake 3', `collectStake 3 +${week}`, `unstake 2 +${week}`, `collectStake 2 +${2n * week}`],
    ],
  ] as const)('%s', (_promise, stake, steps) => {
    expect(stepsOf(stake)).toEqual(steps)
  })

  test('together with the balance, as one amount', () => {
    const state = stateOf({ balance: 3n * unit, leaving: 4n * unit, collectAt: now })
    const arriving = poolSteps(state, { now: unixSeconds(now), keepKeys: false })
    expect(poolWithdrawal(state, arriving)).toMatchObject([
      { step: { kind: 'withdrawPool', amount: 7n * unit }, gain: { place: 'wallet', certainty: 'exact' } },
    ])
    expect(poolWithdrawal(stateOf({}), [])).toEqual([])
  })
})
