import {
  baseUnitsOfStake,
  cancelBatchCall,
  collectTaskStakeCall,
  type ContractCall,
  ripenTaskStakeCall,
  setSubmitKeyCall,
  unstakeTaskStakeCall,
  withdrawFromPoolCall,
} from '@infinitio/chain'
import { type Address, assertNever, type UnixSeconds, unixSeconds } from '@infinitio/domain'
import type { ExitGain, PlannedStep } from '../exitStep.ts'
import type { ExitPool, PoolStep } from './exitPool.ts'

/** Seconds for which a stake waits after `unstake`. The same value as `LEAVE_SECONDS` of the contract. */
const leaveSeconds = 7n * 86_400n

/**
 * Returns the steps that take an account's money into its balance at a task pool: revoke keys that could spend the balance, cancel batches, and withdraw the
 * stake. A second withdrawal of stake would restart the waiting time of the first one. So a part of the stake that counts only later is withdrawn together with
 * the rest.
 */
export function poolSteps(state: ExitPool, { now, keepKeys }: { readonly now: UnixSeconds; readonly keepKeys: boolean }): PlannedStep[] {
  const { pool, balance, batches, bonded, young, leaving } = state
  const keys = keepKeys || balance + bonded + young + leaving + BigInt(batches.length) === 0n ? [] : state.keys
  return [
    ...keys.map(
      (key): PlannedStep => ({ key: `revokeSubmitKey:${pool}:${key}`, step: { kind: 'revokeSubmitKey', pool, key }, gain: null, from: null }),
    ),
    ...batches.map(({ batchId, batch, refund }): PlannedStep => {
      // A provider may accept a task of the batch before it is cancelled. The task then runs and is paid.
      const gain = { place: 'pool', amount: refund, certainty: 'atMost' } as const
      return { key: `cancelBatch:${pool}:${batchId}`, step: { kind: 'cancelBatch', pool, batchId, batch }, gain, from: null }
    }),
    ...stakeSteps(state, now),
  ]
}

/** Returns the step that withdraws the balance with the amounts that `arriving` steps move into it. */
export function poolWithdrawal({ pool, balance }: ExitPool, arriving: readonly PlannedStep[]): PlannedStep[] {
  const gains = arriving.flatMap(({ step, gain }) => (gain?.place === 'pool' && 'pool' in step && step.pool === pool ? [gain] : []))
  const amount = gains.reduce((total, gain) => total + gain.amount, balance)
  if (amount === 0n) return []
  const certainty = gains.every((gain) => gain.certainty === 'exact') ? 'exact' : 'atMost'
  return [{ key: `withdrawPool:${pool}`, step: { kind: 'withdrawPool', pool, amount }, gain: { place: 'wallet', amount, certainty }, from: null }]
}

function stakeSteps({ pool, bonded, locked, young, ripeAt, leaving, collectAt }: ExitPool, now: UnixSeconds): PlannedStep[] {
  const isWaiting = leaving > 0n && now < collectAt
  const free = bonded - locked
  const collect = (name: string, amount: bigint, from: UnixSeconds | null): PlannedStep => {
    const certainty = from === null ? 'exact' : 'atMost'
    return { key: `collectStake:${pool}${name}`, step: { kind: 'collectStake', pool }, gain: { place: 'pool', amount, certainty }, from }
  }
  const unstake = (name: string, amount: bigint, from: UnixSeconds | null): PlannedStep[] => {
    if (amount === 0n) return []
    const gain: ExitGain = { place: 'stakeLeaving', amount, certainty: name === '' ? 'exact' : 'atMost' }
    const begin: PlannedStep = { key: `unstake:${pool}${name}`, step: { kind: 'unstake', pool, amount }, gain, from }
    return [begin, collect(name === '' ? ':rest' : name, amount, unixSeconds((from ?? now) + leaveSeconds))]
  }
  const ripen: PlannedStep = { key: `ripenStake:${pool}`, step: { kind: 'ripenStake', pool }, gain: null, from: now < ripeAt ? ripeAt : null }
  // The next part of the stake may begin to leave only after the part that is leaving now was collected, and after a new stake (`young`) counts.
  const waits = [...(isWaiting ? [collectAt] : []), ...(young > 0n && now < ripeAt ? [ripeAt] : [])]
  const unstakeFrom = waits.toSorted((one, other) => Number(other - one))[0] ?? null
  const first = unstake('', free + young, unstakeFrom)
  return [
    ...(leaving > 0n ? [collect('', leaving, isWaiting ? collectAt : null)] : []),
    ...(young > 0n ? [ripen] : []),
    ...first,
    ...unstake(':locked', locked, unixSeconds((unstakeFrom ?? now) + (first.length > 0 ? leaveSeconds : 0n))),
  ]
}

/** Returns the transaction of a step at a task pool. `account` sends it, and each step pays only this account. */
export function poolCall(step: PoolStep, account: Address): ContractCall {
  switch (step.kind) {
    case 'revokeSubmitKey':
      return setSubmitKeyCall({ ...step, dayCap: 0n, expiry: unixSeconds(0n) })
    case 'cancelBatch':
      return cancelBatchCall(step)
    case 'ripenStake':
      return ripenTaskStakeCall({ ...step, provider: account })
    case 'unstake':
      return unstakeTaskStakeCall({ pool: step.pool, units: step.amount / baseUnitsOfStake })
    case 'collectStake':
      return collectTaskStakeCall(step)
    case 'withdrawPool':
      return withdrawFromPoolCall(step)
    default:
      return assertNever(step)
  }
}
