'use client'
import type { LeaseWire, OrderWire } from '@infinitio/domain/wire'
import { useQueries, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { PhaseList } from '#web/features/booking/PhaseList.tsx'
import { type SeenAt, withNewlySeen } from '#web/features/booking/phaseTimes.ts'
import { useElapsed } from '#web/features/booking/useElapsed.ts'
import { ClusterLeases } from '#web/features/cluster/ClusterLeases.tsx'
import { clusterPhases } from '#web/features/cluster/clusterPhases.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { chainQuery } from '#web/parts/chain/chainQuery.ts'
import { useChainNow } from '#web/parts/chain/useChainNow.ts'
import { momentText } from '#web/parts/format/clockText.ts'
import { countdownText } from '#web/parts/format/countdownText.ts'
import { leaseQuery } from '#web/parts/lease/leaseQueries.ts'
import { useSignedAt } from '#web/parts/order/signedAt.ts'
import { FinalBadge } from '#web/parts/transaction/FinalBadge.tsx'

/** Shows the progress of a cluster (matched, settled, every machine ready), with time and finality per step and its leases beside it. */
export function ClusterStarting({ order }: { readonly order: OrderWire }) {
  const t = useTranslations('cluster')
  const { data: chain } = useQuery(chainQuery(browserApi))
  const now = useChainNow(chain?.chainNow ?? 0)
  const leases = useLeases(order)
  const [seen, setSeen] = useState<SeenAt>({})
  const signedAtMs = useSignedAt(order.orderHash)
  const startAt = chain !== undefined && 'startFrom' in order.order && order.order.startFrom > now ? order.order.startFrom : null
  // Leases with a later start need no `ready` step here: settlement is their last one.
  const phases = clusterPhases(order.phases, leases).filter(({ phase }) => startAt === null || phase !== 'ready')
  const isDone = phases.every(({ state }) => state === 'pending' || state === 'final')
  const hasFailed = phases.some(({ state }) => state === 'failed')
  const elapsed = useElapsed(isDone || hasFailed ? null : (signedAtMs ?? order.createdAt * 1_000))
  const reached = phases.map(({ phase, state }) => `${phase} ${state}`).join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list is new at each drawing, its steps are not.
  useEffect(() => setSeen((before) => withNewlySeen(before, phases, Date.now())), [reached])
  const settled = phases.find(({ phase }) => phase === 'settled')?.state
  const later = startAt === null ? null : { moment: momentText(startAt) }
  const title = hasFailed ? t('neverStarted') : later === null ? t(isDone ? 'ready' : 'starting') : t(isDone ? 'reserved' : 'reserving', later)
  return (
    <div className="after mt-6">
      <section className="panel">
        <header className="panel-head">
          <h1 className="!text-[14px] !leading-5">{title}</h1>
          {(settled === 'pending' || settled === 'final') && <FinalBadge final={settled === 'final'} />}
          {elapsed !== null && <span className="end mono t13">{countdownText(elapsed)}</span>}
        </header>
        <PhaseList of="cluster" phases={phases} seen={seen} signedAtMs={signedAtMs} elapsed={elapsed} />
        {!hasFailed && <p className="panel-foot">{t(isDone ? 'mayLeaveReady' : 'mayLeave')}</p>}
      </section>
      <ClusterLeases order={order} leases={leases} now={now} />
    </div>
  )
}

/** Returns the leases of an order that are on the chain. A lease that has not loaded counts as not ready. */
function useLeases({ matches }: OrderWire): readonly (LeaseWire | Pick<LeaseWire, 'leaseId' | 'ready'>)[] {
  const ids = matches.flatMap(({ leaseId, state }) => (leaseId === null || state === 'abandoned' ? [] : [leaseId]))
  const queries = useQueries({ queries: ids.map((leaseId) => leaseQuery(browserApi, leaseId)) })
  return ids.map((leaseId, index) => queries[index]?.data ?? { leaseId, ready: null })
}
