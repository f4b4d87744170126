import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { escrowOf, leavingFine, settleTask, sideFee, type TaskMoney, type TaskOutcome } from './settleTask.ts'

const amount = fc.bigInt({ min: 0n, max: 1n << 90n })
const moneyOf = fc
  .record({ reward: amount, tip: amount, runPay: amount, spare: amount, stake: amount })
  .map(({ spare, ...money }): TaskMoney => ({ ...money, verifyShare: 2n * money.runPay + spare }))
const auditors = fc.integer({ min: 0, max: 2 })
const runs = fc.integer({ min: 0, max: 6 })
const outcomeOf: fc.Arbitrary<TaskOutcome> = fc.oneof(
  fc.record({ kind: fc.constant('accepted' as const), auditors }),
  fc.record({ kind: fc.constantFrom('worker lost' as const, 'auditor lost' as const), auditors, runs, appealed: fc.boolean() }),
  fc.record({ kind: fc.constant('undecided' as const), runs }),
  fc.record({ kind: fc.constant('not revealed' as const), auditors }),
  fc.record({ kind: fc.constant('failed alike' as const) }),
)

/** Returns the sum of the stakes that a settlement pays out: the worker's stake, and the other stakes that the losing side lost. */
function stakesIn(stake: bigint, outcome: TaskOutcome): bigint {
  if (outcome.kind === 'worker lost') return outcome.appealed ? 2n * stake : stake
  if (outcome.kind === 'auditor lost') return outcome.appealed ? 3n * stake : 2n * stake
  return stake
}

describe('settleTask', () => {
  it('pays out exactly what came in, and never a negative amount', () => {
    fc.assert(
      fc.property(moneyOf, outcomeOf, (money, outcome) => {
        const payouts = settleTask(money, outcome)
        const out = Object.values(payouts).reduce((sum, it) => sum + it, 0n)
        expect(out).toBe(escrowOf(money) + stakesIn(money.stake, outcome))
        for (const it of Object.values(payouts)) expect(it).toBeGreaterThanOrEqual(0n)
      }),
    )
  })

  const money = { reward: 1_000_000n, tip: 10_000n, verifyShare: 200_000n, runPay: 60_000n, stake: 3_000_000n }

  it.each<[TaskOutcome, Partial<ReturnType<typeof settleTask>>]>([
    [
      { kind: 'accepted', auditors: 1 },
      { worker: 4_007_475n, auditors: 60_000n, submitter: 140_000n, fees: 5_050n, burned: 0n },
    ],
    [
      { kind: 'worker lost', auditors: 1, runs: 1, appealed: false },
      { worker: 0n, runs: 60_000n, submitter: 1_652_525n, fees: 0n, burned: 2_440_000n },
    ],
    [
      { kind: 'worker lost', auditors: 1, runs: 6, appealed: true },
      { worker: 0n, runs: 360_000n, burned: 5_140_000n },
    ],
    [
      { kind: 'auditor lost', auditors: 0, runs: 6, appealed: true },
      { worker: 4_007_475n, runs: 360_000n, submitter: 700_000n, burned: 5_140_000n },
    ],
    [
      { kind: 'undecided', runs: 7 },
      { worker: 3_000_000n, runs: 999_999n, submitter: 212_526n },
    ],
    [
      { kind: 'not revealed', auditors: 1 },
      { worker: 0n, submitter: 1_152_525n, burned: 3_000_000n },
    ],
    [{ kind: 'failed alike' }, { worker: 3_000_000n, submitter: 912_525n, burned: 300_000n }],
  ])('settles %j', (outcome, payouts) => {
    expect(settleTask(money, outcome)).toMatchObject(payouts)
  })

  it('gives a submitter at most half of the reward of a lost stake, so that its own cheat loses', () => {
    fc.assert(
      fc.property(moneyOf, runs, fc.boolean(), (it, count, appealed) => {
        const lost = settleTask(it, { kind: 'worker lost', auditors: 1, runs: count, appealed })
        const back = settleTask(it, { kind: 'not revealed', auditors: 1 })
        expect(lost.submitter - back.submitter).toBeLessThanOrEqual(it.reward / 2n)
      }),
    )
  })

  it('rounds the fee up and the fines of leaving down, and refuses audits without a share for them', () => {
    expect(sideFee({ reward: 1n, tip: 0n })).toBe(1n)
    expect(leavingFine(199n, 'released')).toBe(1n)
    expect(leavingFine(199n, 'expired')).toBe(3n)
    expect(() => settleTask({ ...money, verifyShare: 100_000n }, { kind: 'accepted', auditors: 2 })).toThrow(/covers the audits/)
  })
})
