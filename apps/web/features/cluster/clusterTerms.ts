import { durationSeconds as seconds, type SettleTerms, trialSecondsOf } from '@infinitio/domain'
import type { ChainWire } from '@infinitio/domain/wire'
import { leastPayment } from '@infinitio/sdk'
import type { ClusterPlan, ClusterSlice } from '#web/features/cluster/planCluster.ts'
import { quoteOf } from '#web/parts/price/quoteOf.ts'

/** The terms for ending the leases on one machine of a cluster, and their lowest cost in base units. The trial is 0 if the machine offers none. */
type MachineTerms = {
  readonly node: string
  readonly name: string
  readonly least: bigint
  readonly noticeSeconds: number
  readonly trialSeconds: number
}

/** The highest and the lowest cost of a cluster order in base units, and the terms for ending its leases. The trial is 0 if any of its machines has none. */
export type ClusterTerms = {
  readonly total: bigint
  readonly least: bigint
  readonly noticeSeconds: number
  readonly trialSeconds: number
  readonly machines: readonly MachineTerms[]
}

type TermsInput = {
  readonly durationSeconds: number
  /** True if the account may have a free trial. False if it already used today's trial, or if the leases start later. */
  readonly mayTry: boolean
  readonly chain: Pick<ChainWire, 'feeBps' | keyof SettleTerms>
}

/**
 * Calculates the terms of a cluster plan with the contract's arithmetic: the longest notice period, the shortest trial, the sum of the costs of all leases, and
 * the terms of each machine, cheapest first.
 */
export function clusterTerms({ slices }: ClusterPlan, { durationSeconds, mayTry, chain }: TermsInput): ClusterTerms {
  const leases = slices.map(({ listing: { ask, node, name }, gpus }) => ({
    ...{ node, name },
    ...{ pricePerGpuSecond: ask.pricePerGpuSecond, gpus, durationSeconds, noticeSeconds: ask.noticeSeconds },
    trialSeconds: mayTry ? trialOf(ask, durationSeconds) : 0,
  }))
  const leastOf = (some: typeof leases) => some.reduce((sum, lease) => sum + leastPayment(lease, chain).amount, 0n)
  return {
    total: leases.reduce((sum, lease) => sum + quoteOf({ ...chain, ...lease }).total, 0n),
    least: leastOf(leases),
    noticeSeconds: Math.max(...leases.map(({ noticeSeconds }) => noticeSeconds)),
    trialSeconds: Math.min(...leases.map(({ trialSeconds }) => trialSeconds)),
    // All leases of one machine have the terms of its ask.
    machines: leases
      .filter(({ node }, at) => leases.findIndex((one) => one.node === node) === at)
      .map(({ node, name, noticeSeconds, trialSeconds }) => ({
        ...{ node, name, noticeSeconds, trialSeconds },
        least: leastOf(leases.filter((one) => one.node === node)),
      })),
  }
}

function trialOf(ask: ClusterSlice['listing']['ask'], durationSeconds: number): number {
  const terms = { askTrialSeconds: seconds(BigInt(ask.trialSeconds)), durationSeconds: seconds(BigInt(durationSeconds)) }
  return Number(trialSecondsOf({ ...terms, cluster: true }))
}
