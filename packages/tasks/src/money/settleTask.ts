import { assert, assertNever } from '@infinitio/domain'

const bps = 10_000n
/** The fee of each side, of reward and tip. */
export const feeBpsASide = 25n
const releasedBps = 100n
const expiredBps = 200n
/** The part of a reward that is burned if three providers fail with one code. It makes poison input cost its submitter, and pays nobody. */
const failedAlikeBps = 3_000n

/** The amounts of a task, in PToken base units. `runPay` is what one audit, or one further run in a dispute, earns; `stake` is what a worker and an auditor lock. */
export type TaskMoney = {
  readonly reward: bigint
  readonly tip: bigint
  readonly verifyShare: bigint
  readonly runPay: bigint
  readonly stake: bigint
}

/**
 * How a task ended. `auditors` counts the audits that are paid, `runs` the further runs of a dispute, `appealed` tells whether the loser had appealed and lost a
 * second stake with it.
 */
export type TaskOutcome =
  | { readonly kind: 'accepted'; readonly auditors: number }
  | { readonly kind: 'worker lost' | 'auditor lost'; readonly auditors: number; readonly runs: number; readonly appealed: boolean }
  | { readonly kind: 'undecided'; readonly runs: number }
  | { readonly kind: 'not revealed'; readonly auditors: number }
  | { readonly kind: 'failed alike' }

/** The amount for each side at the end, in PToken base units. `worker` includes its stake if it gets the stake back. */
export type Payouts = {
  readonly worker: bigint
  readonly auditors: bigint
  readonly runs: bigint
  readonly submitter: bigint
  readonly fees: bigint
  readonly burned: bigint
}

/** Returns the fee of one side for a reward with its tip, rounded up. */
export function sideFee({ reward, tip }: Pick<TaskMoney, 'reward' | 'tip'>): bigint {
  return ((reward + tip) * feeBpsASide + bps - 1n) / bps
}

/** Returns what a submitter pays in for one task, without the base fee that is burned at the submit: reward, tip, the share for audits and its fee. */
export function escrowOf(money: TaskMoney): bigint {
  return money.reward + money.tip + money.verifyShare + sideFee(money)
}

/**
 * Returns what is lost of a stake by a worker that leaves a task: a hundredth if it says so, two hundredths if it says nothing until the time is over. It is
 * burned, rounded down: a submitter that earned by it would understate the time of its tasks.
 */
export function leavingFine(stake: bigint, how: 'released' | 'expired'): bigint {
  return (stake * (how === 'released' ? releasedBps : expiredBps)) / bps
}

/**
 * Returns what each side gets when a task ends. The payouts always sum to the escrow, the worker's stake and every lost stake. A loser's stake goes to the
 * submitter up to half of the reward, then to the further runs up to `runPay` each, and the rest is burned: nobody gains by making others lose. Asserts
 * that the share for audits covers the audits.
 */
export function settleTask(money: TaskMoney, outcome: TaskOutcome): Payouts {
  const { reward, tip, verifyShare, runPay, stake } = money
  const fee = sideFee(money)
  const auditors = 'auditors' in outcome ? BigInt(outcome.auditors) * runPay : 0n
  assert(auditors <= verifyShare, 'the share for audits covers the audits')
  const restOfShare = verifyShare - auditors
  const paid = { worker: stake + reward + tip - fee, auditors, runs: 0n, submitter: restOfShare, fees: 2n * fee, burned: 0n }
  const back = { worker: stake, auditors, runs: 0n, submitter: reward + tip + fee + restOfShare, fees: 0n, burned: 0n }
  switch (outcome.kind) {
    case 'accepted':
      return paid
    case 'worker lost':
      return withLostStakes({ ...back, worker: 0n }, money, { ...outcome, stakes: outcome.appealed ? 2n : 1n })
    case 'auditor lost':
      return withLostStakes(paid, money, { ...outcome, stakes: outcome.appealed ? 2n : 1n })
    case 'undecided': {
      const runs = outcome.runs === 0 ? 0n : (reward / BigInt(outcome.runs)) * BigInt(outcome.runs)
      return { ...back, runs, submitter: back.submitter - runs }
    }
    case 'not revealed':
      return { ...back, worker: 0n, burned: stake }
    case 'failed alike': {
      const burned = (reward * failedAlikeBps) / bps
      return { ...back, submitter: back.submitter - burned, burned }
    }
    default:
      return assertNever(outcome)
  }
}

function withLostStakes(payouts: Payouts, { reward, runPay, stake }: TaskMoney, { runs, stakes }: { runs: number; stakes: bigint }): Payouts {
  const lost = stake * stakes
  const submitter = least(reward / 2n, lost)
  const run = least(BigInt(runs) * runPay, lost - submitter)
  return { ...payouts, submitter: payouts.submitter + submitter, runs: run, burned: lost - submitter - run }
}

function least(one: bigint, other: bigint): bigint {
  return one < other ? one : other
}
