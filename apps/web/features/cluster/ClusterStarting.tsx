'use client'
import type { LeaseWire, OrderWire } from '@infinitio/domain/wire'
import { useQueries, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useEffect, useState } from 'react'
import { Badge } from '#web/components/ui/Badge.tsx'
import { Button } from '#web/components/ui/Button.tsx'
import { PhaseList } from '#web/features/booking/PhaseList.tsx'
import { type SeenAt, withNewlySeen } from '#web/features/booking/phaseTimes.ts'
import { useElapsed } from '#web/features/booking/useElapsed.ts'
import { clusterPhases } from '#web/features/cluster/clusterPhases.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { chainQuery } from '#web/parts/chain/chainQuery.ts'
import { useChainNow } from '#web/parts/chain/useChainNow.ts'
import { HourPrice } from '#web/parts/format/HourPrice.tsx'
import { momentText } from '#web/parts/format/clockText.ts'
import { countdownText } from '#web/parts/format/countdownText.ts'
import { LeaseStateBadge } from '#web/parts/lease/LeaseStateBadge.tsx'
import { leaseQuery } from '#web/parts/lease/leaseQueries.ts'
import { SimulatedBadge } from '#web/parts/machine/SimulatedBadge.tsx'
import { givenName, nodeTitle } from '#web/parts/machine/nodeTitle.ts'
import { useSignedAt } from '#web/parts/order/signedAt.ts'
import { FinalBadge } from '#web/parts/transaction/FinalBadge.tsx'

/**
 * Shows how far a cluster is (matched, settled, every machine ready). Each step has its time and shows whether it is final. The leases of the cluster are
 * beside it.
 */
export function ClusterStarting({ order }: { readonly order: OrderWire }) {
  const t = useTranslations('cluster')
  const { data: chain } = useQuery(chainQuery(browserApi))
  const now = useChainNow(chain?.chainNow ?? 0)
  const leases = useLeases(order)
  const [seen, setSeen] = useState<SeenAt>({})
  const signedAtMs = useSignedAt(order.orderHash)
  const startAt = chain !== undefined && 'startFrom' in order.order && order.order.startFrom > now ? order.order.startFrom : null
  // Leases with a later start need no `ready` step here, because settlement is their last step on this page.
  const phases = clusterPhases(order.phases, leases).filter(({ phase }) => startAt === null || phase !== 'ready')
  const isDone = phases.every(({ state }) => state === 'pending' || state === 'final')
  const hasFailed = phases.some(({ state }) => state === 'failed')
  const elapsed = useElapsed(isDone || hasFailed ? null : (signedAtMs ?? order.createdAt * 1_000))
  const reached = phases.map(({ phase, state }) => `${phase} ${state}`).join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: `phases` is a new list in each render, but `reached` changes only with a step.
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

type ClusterLeasesProps = {
  readonly order: OrderWire
  readonly leases: readonly (LeaseWire | Pick<LeaseWire, 'leaseId' | 'ready'>)[]
  /** The present time by the chain's clock, in Unix seconds. */
  readonly now: number
}

/** Lists the leases of a cluster with their states, and links to the lease list. */
function ClusterLeases({ order, leases, now }: ClusterLeasesProps) {
  const t = useTranslations('cluster.leases')
  if (leases.length === 0)
    return (
      <section className="panel panel-body stack t13">
        <h2>{t('title')}</h2>
        <p>{t('none')}</p>
      </section>
    )
  const ready = leases.filter((lease) => lease.ready !== null).length
  return (
    <section className="panel" aria-label={t('title')}>
      <header className="panel-head">
        <h2>{t('title')}</h2>
        <span className="end t13 dim" aria-live="polite">
          {t('count', { ready, all: leases.length })}
        </span>
      </header>
      <ul className="clmachines">
        {leases.map((lease) => (
          <LeaseLine key={lease.leaseId} order={order} lease={lease} now={now} />
        ))}
      </ul>
      <div className="panel-body stack g2">
        <Button asChild tone="primary" size="lg" full>
          <Link href={`/clusters/${order.orderHash}`}>{t('cluster')}</Link>
        </Button>
        <Button asChild full>
          <Link href="/leases">{t('all')}</Link>
        </Button>
      </div>
    </section>
  )
}

type LeaseLineProps = Pick<ClusterLeasesProps, 'order' | 'now'> & { readonly lease: ClusterLeasesProps['leases'][number] }

function LeaseLine({ order, lease, now }: LeaseLineProps) {
  const t = useTranslations('cluster.leases')
  const match = order.matches.find(({ leaseId }) => leaseId === lease.leaseId)
  return (
    <li>
      <span className="row wrap">
        <b className="strong">{'node' in lease ? nodeTitle({ gpus: lease.terms.gpus, className: lease.node.className }) : `#${lease.leaseId}`}</b>
        {'node' in lease && lease.node.simulated && <SimulatedBadge />}
      </span>
      {'node' in lease ? <LeaseStateBadge lease={lease} now={now} /> : <Badge tone="pending">{t('settling')}</Badge>}
      <Link className="link t13" href={`/leases/${lease.leaseId}`}>
        {t('open', { leaseId: lease.leaseId })}
        {'node' in lease && <span className="sr">, {givenName(lease.node.name)}</span>}
      </Link>
      {match !== undefined && <HourPrice perGpuSecond={match.pricePerGpuSecond} />}
    </li>
  )
}
