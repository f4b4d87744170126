import { assert, assertNever } from '@infinitio/domain'

const bps = 10_000n
/** The fee of each side (submitter and worker), in basis points of reward and tip. */
export const feeBpsASide = 25n
const releasedBps = 100n
const expiredBps = 200n
/**
 * If three providers give up a task with the same code, this part of the reward is burned, in basis points. So a submitter pays for a broken input, but nobody
 * earns from it.
 */
const failedAlikeBps = 3_000n

/**
 * The amounts of a task, in PToken base units. `verifyShare` is the money for audits. `runPay` is the pay of one audit, or of one run in a dispute. `stake` is
 * the amount that the worker and each auditor must lock.
 */
export type TaskMoney = {
  readonly reward: bigint
  readonly tip: bigint
  readonly verifyShare: bigint
  readonly runPay: bigint
  readonly stake: bigint
}

/**
 * How a task ended. `auditors` is the number of audits that are paid. `runs` is the number of further runs of the task, in a dispute, that are paid. `appealed`
 * is true if the losing side had appealed, so that it lost a second stake.
 */
export type TaskOutcome =
  | { readonly kind: 'accepted'; readonly auditors: number }
  | { readonly kind: 'worker lost' | 'auditor lost'; readonly auditors: number; readonly runs: number; readonly appealed: boolean }
  | { readonly kind: 'undecided'; readonly runs: number }
  | { readonly kind: 'not revealed'; readonly auditors: number }
  | { readonly kind: 'failed alike' }

/** The amount that each side gets when a task ends, in PToken base units. `worker` includes the worker's stake, unless it was lost. */
export type Payouts = {
  readonly worker: bigint
  readonly auditors: bigint
  readonly runs: bigint
  readonly submitter: bigint
  readonly fees: bigint
  readonly burned: bigint
}

/** Returns the fee on a reward with its tip, rounded up. The submitter and the worker each pay this fee. */
export function sideFee({ reward, tip }: Pick<TaskMoney, 'reward' | 'tip'>): bigint {
  return ((reward + tip) * feeBpsASide + bps - 1n) / bps
}

/**
 * Returns the amount that a submitter locks for one task: reward, tip, the money for audits and the submitter's fee. Does not include the base fee, which is
 * burned when the batch is submitted.
 */
export function escrowOf(money: TaskMoney): bigint {
  return money.reward + money.tip + money.verifyShare + sideFee(money)
}

/**
 * Returns the part of its stake that a worker loses when it leaves a task: a hundredth if it releases the task, two hundredths if it lets the time pass.
 * Rounded down. The amount is burned and not paid to the submitter, because a submitter could otherwise earn by allowing too little time for its tasks.
 */
export function leavingFine(stake: bigint, how: 'released' | 'expired'): bigint {
  return (stake * (how === 'released' ? releasedBps : expiredBps)) / bps
}

/**
 * Returns how much each party gets when a task ends. Together, these amounts are always the escrow, the worker's stake and every lost stake. Of a lost stake,
 * the submitter gets up to half of the reward; then each further run gets up to `runPay`. The rest is burned, so that nobody gains by making others lose.
 * Asserts that the money for audits covers the audits.
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
