import { durationSeconds as seconds, type SettleTerms, trialSecondsOf } from '@infinitio/domain'
import type { ChainWire } from '@infinitio/domain/wire'
import { leastPayment } from '@infinitio/sdk'
import type { ClusterPlan, ClusterSlice } from '#web/features/cluster/planCluster.ts'
import { quoteOf } from '#web/parts/price/quoteOf.ts'

/** The highest and the lowest cost of a cluster order in base units, and the terms for ending its leases. The trial is 0 if any of its machines has none. */
export type ClusterTerms = {
  readonly total: bigint
  readonly least: bigint
  readonly noticeSeconds: number
  readonly trialSeconds: number
}

type TermsInput = {
  readonly durationSeconds: number
  /** True if the account may have a free trial. False if it already used today's trial, or if the leases start later. */
  readonly mayTry: boolean
  readonly chain: Pick<ChainWire, 'feeBps' | keyof SettleTerms>
}

/**
 * Calculates the terms of a cluster plan with the contract's arithmetic: the longest notice period, the shortest trial, and the sum of the costs of all leases.
 */
export function clusterTerms({ slices }: ClusterPlan, { durationSeconds, mayTry, chain }: TermsInput): ClusterTerms {
  const leases = slices.map(({ listing: { ask }, gpus }) => ({
    ...{ pricePerGpuSecond: ask.pricePerGpuSecond, gpus, durationSeconds, noticeSeconds: ask.noticeSeconds },
    trialSeconds: mayTry ? trialOf(ask, durationSeconds) : 0,
  }))
  return {
    total: leases.reduce((sum, lease) => sum + quoteOf({ ...chain, ...lease }).total, 0n),
    least: leases.reduce((sum, lease) => sum + leastPayment(lease, chain).amount, 0n),
    noticeSeconds: Math.max(...leases.map(({ noticeSeconds }) => noticeSeconds)),
    trialSeconds: Math.min(...leases.map(({ trialSeconds }) => trialSeconds)),
  }
}

function trialOf(ask: ClusterSlice['listing']['ask'], durationSeconds: number): number {
  const terms = { askTrialSeconds: seconds(BigInt(ask.trialSeconds)), durationSeconds: seconds(BigInt(durationSeconds)) }
  return Number(trialSecondsOf({ ...terms, cluster: true }))
}
