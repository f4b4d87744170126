'use client'
import type { ClusterWire, LeaseWire } from '@infinitio/domain/wire'
import { useQueries, useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Badge } from '#web/components/ui/Badge.tsx'
import { Callout } from '#web/components/ui/Callout.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { ClusterActions } from '#web/features/clusters/ClusterActions.tsx'
import { ClusterMoney } from '#web/features/clusters/ClusterMoney.tsx'
import { clusterQuery } from '#web/features/clusters/clusterQueries.ts'
import { ClusterTime } from '#web/features/clusters/ClusterTime.tsx'
import { MembersPanel } from '#web/features/clusters/MembersPanel.tsx'
import { clusterTones } from '#web/features/clusters/networkTones.ts'
import { PairsPanel } from '#web/features/clusters/PairsPanel.tsx'
import { SshPanel } from '#web/features/clusters/SshPanel.tsx'
import { laterStart } from '#web/features/clusters/togetherTerms.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { ErrorState } from '#web/parts/api/ErrorState.tsx'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { chainQuery } from '#web/parts/chain/chainQuery.ts'
import { useChainNow } from '#web/parts/chain/useChainNow.ts'
import { momentText } from '#web/parts/format/clockText.ts'
import { leaseQuery } from '#web/parts/lease/leaseQueries.ts'
import { liveAmounts } from '#web/parts/lease/liveAmounts.ts'
import { LiveMark } from '#web/parts/live/LiveMark.tsx'
import { SignInGate } from '#web/parts/session/SignInGate.tsx'

/** Shows one cluster: its leases with their addresses and SSH names, the connections between them, and the actions for all of them together. */
export function ClusterPageView({ clusterId }: { readonly clusterId: string }) {
  return (
    <main className="page p-lease">
      <SignInGate isPage waiting={<ClusterSkeleton />}>
        <ClusterOfAccount clusterId={clusterId} />
      </SignInGate>
    </main>
  )
}

function ClusterOfAccount({ clusterId }: { readonly clusterId: string }) {
  const t = useTranslations('clusterPage')
  const query = useQuery(clusterQuery(browserApi, clusterId))
  return (
    <QueryView isPage query={query} failed={t('failed')} skeleton={<ClusterSkeleton />}>
      {(cluster) => <LiveCluster cluster={cluster} />}
    </QueryView>
  )
}

function LiveCluster({ cluster }: { readonly cluster: ClusterWire }) {
  const { data: chain } = useQuery(chainQuery(browserApi))
  const now = useChainNow(chain?.chainNow ?? 0)
  const found = useQueries({ queries: cluster.members.map(({ leaseId }) => leaseQuery(browserApi, leaseId)) })
  const leases = found.flatMap(({ data }) => data ?? [])
  const failed = found.filter(({ data, isError }) => data === undefined && isError)
  const failure = failed[0] === undefined ? null : { error: failed[0].error, onRetry: () => failed.forEach(({ refetch }) => void refetch()) }
  // The prices need the chain's clock. Without it, the dialogs would show wrong amounts.
  return <ClusterBody cluster={cluster} leases={leases} failure={failure} now={chain === undefined ? null : now} />
}

type ClusterBodyProps = {
  readonly cluster: ClusterWire
  /** Those leases of the cluster that have loaded. */
  readonly leases: readonly LeaseWire[]
  /** The error of a lease that did not load, and what loads it again. Null if none failed. */
  readonly failure?: { readonly error: unknown; readonly onRetry: () => void } | null
  /** The block clock in Unix seconds; null until it has loaded. */
  readonly now: number | null
}

/** Shows a cluster and its leases. */
export function ClusterBody({ cluster, leases, failure = null, now }: ClusterBodyProps) {
  const t = useTranslations('clusterPage')
  const isOver = cluster.state === 'over' || (leases.length === cluster.members.length && leases.every(hasEnded))
  // A lease is read again as soon as it ends, but the cluster only later. So its leases can be over while its own state is still the earlier one.
  const state = isOver ? 'over' : cluster.state
  const startAt = now === null || isOver ? null : laterStart(leases, now)
  return (
    <>
      <nav className="crumb" aria-label={t('breadcrumb')}>
        <Link className="link" href="/leases">
          {t('leases')}
        </Link>{' '}
        / {titleOf(cluster, t)}
      </nav>
      <header className="lhead">
        <div className="grow">
          <div className="row wrap g3">
            <h1>{titleOf(cluster, t)}</h1>
            <span aria-live="polite">
              {startAt === null ? <Badge tone={clusterTones[state]}>{t(`state.${state}`)}</Badge> : <Badge tone="plain">{t('state.later')}</Badge>}
            </span>
            {!isOver && <LiveMark />}
          </div>
          <p className="t13">{startAt === null ? t(`stateText.${state}`) : t('stateText.later', { moment: momentText(startAt) })}</p>
        </div>
        {!isOver && now !== null && isWhole(cluster, leases) && <ClusterActions leases={leases} now={now} />}
      </header>
      <div className="stack g4">
        {failure !== null && <ErrorState title={t('leaseFailed')} {...failure} />}
        {now !== null && isAllInTrial(leases, now) && <Callout tone="plain">{t('trial')}</Callout>}
        {now !== null && leases.length === cluster.members.length && <ClusterTime leases={leases} now={now} />}
        {now !== null && leases.length === cluster.members.length && <ClusterMoney leases={leases} now={now} isOver={isOver} />}
        <MembersPanel cluster={cluster} leases={leases} now={now} />
        {!isOver && startAt === null && <PairsPanel members={cluster.members} />}
        {!isOver && <SshPanel leases={leases} />}
      </div>
    </>
  )
}

function hasEnded({ state }: LeaseWire): boolean {
  return state === 'ended' || state === 'closed'
}

function titleOf({ name, members }: ClusterWire, t: ReturnType<typeof useTranslations<'clusterPage'>>): string {
  return name ?? t('title', { count: members.length })
}

/** Returns true if each lease that is not over has loaded. Before that, an action for all leases would leave some out. */
function isWhole({ members }: ClusterWire, leases: readonly LeaseWire[]): boolean {
  return members.every((member) => member.network === 'over' || leases.some(({ leaseId }) => leaseId === member.leaseId))
}

/** Returns true while each lease that runs is in its trial, so that ending the whole cluster costs nothing. */
function isAllInTrial(leases: readonly LeaseWire[], now: number): boolean {
  const running = leases.filter(({ state }) => state === 'active')
  return running.length > 0 && running.every((lease) => liveAmounts(lease, now).isInTrial)
}

/** Loading skeleton of the page. */
function ClusterSkeleton() {
  return (
    <div className="skeltree" aria-hidden>
      <Skeleton width={140} />
      <div className="stack my-5">
        <Skeleton width={260} height={28} />
        <Skeleton width={320} />
      </div>
      <Skeleton width="100%" height={220} />
      <Skeleton width="100%" height={180} className="my-5" />
    </div>
  )
}
