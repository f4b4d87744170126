'use client'
import { leaseFlags } from '@infinitio/domain'
import type { LeaseWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { MapPin } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useLocationText } from '#web/parts/machine/useLocationText.ts'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { Callout } from '#web/components/ui/Callout.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { AutoExtendPromise } from '#web/features/auto-extend/AutoExtendPromise.tsx'
import { MoveNotice } from '#web/features/disk/MoveNotice.tsx'
import { ImageNotice } from '#web/features/lease/ImageNotice.tsx'
import { ExtensionNotice } from '#web/features/lease/ExtensionNotice.tsx'
import { LeaseActions } from '#web/features/lease/LeaseActions.tsx'
import { LeaseNotice } from '#web/features/lease/LeaseNotice.tsx'
import { LeaseTabs } from '#web/features/lease/LeaseTabs.tsx'
import { LiveMoney } from '#web/features/lease/LiveMoney.tsx'
import { SecretsNotice } from '#web/features/secrets/SecretsNotice.tsx'
import { SharedNotice } from '#web/features/sharing/SharedNotice.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { ErrorState } from '#web/parts/api/ErrorState.tsx'
import { problemOf } from '#web/parts/api/problem.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { useChainNow } from '#web/parts/chain/useChainNow.ts'
import { shortHex } from '#web/parts/format/shortHex.ts'
import { HoldingBadge } from '#web/parts/lease/HoldingBadge.tsx'
import { leaseQuery } from '#web/parts/lease/leaseQueries.ts'
import { LeaseStateBadge } from '#web/parts/lease/LeaseStateBadge.tsx'
import { leaseTitle } from '#web/parts/lease/leaseTitle.ts'
import { useLiveTopic } from '#web/parts/live/useLiveTopic.ts'
import { LeaseMaintenance } from '#web/parts/machine/LeaseMaintenance.tsx'
import { givenName, nodeTitle } from '#web/parts/machine/nodeTitle.ts'
import { SimulatedBadge } from '#web/parts/machine/SimulatedBadge.tsx'
import { MachineNotice } from '#web/parts/other-machine/MachineNotice.tsx'
import { SignInGate } from '#web/parts/session/SignInGate.tsx'

const faultsWait = <div className="panel min-h-56" aria-hidden />
const LeaseFaults = dynamic(() => import('#web/features/faults/LeaseFaults.tsx').then((module) => module.LeaseFaults), {
  ssr: false,
  loading: () => faultsWait,
})

const LeaseDispute = dynamic(() => import('#web/features/govern/disputes/LeaseDispute.tsx').then((module) => module.LeaseDispute), { ssr: false })

/** Shows one lease: its running cost, shell, log, metrics, events and receipt. */
export function LeaseView({ leaseId }: { readonly leaseId: string }) {
  return (
    <main className="page p-lease">
      <SignInGate isPage waiting={<LeaseSkeleton />}>
        <LeasePage leaseId={leaseId} />
      </SignInGate>
    </main>
  )
}

function LeasePage({ leaseId }: { readonly leaseId: string }) {
  const t = useTranslations('lease')
  const query = useQuery(leaseQuery(browserApi, leaseId))
  useLiveTopic(`lease:${leaseId}`)
  // Hides the lease after its access is revoked or the lease is transferred. For other errors the last data remains visible.
  if (query.isError && problemOf(query.error).code === 'auth.forbidden')
    return <ErrorState isPage title={t('failed')} error={query.error} onRetry={() => void query.refetch()} />
  return (
    <QueryView isPage query={query} failed={t('failed')} skeleton={<LeaseSkeleton />}>
      {(lease) => <LeaseBody lease={lease} />}
    </QueryView>
  )
}

function LeaseBody({ lease }: { readonly lease: LeaseWire }) {
  const now = useChainNow(lease.now.chainNow)
  return (
    <>
      <Head lease={lease} now={now} />
      <LiveMoney lease={lease} now={now} />
      <div className="stack mb-5 empty:hidden">
        <HoldingNotice lease={lease} />
        <SharedNotice lease={lease} />
        <MachineNotice lease={lease} now={now} />
        <LeaseNotice lease={lease} now={now} />
        {isUsed(lease) && <LeaseMaintenance node={lease.terms.node} from={Math.max(now, lease.terms.start)} until={lease.endsAt} />}
        <ExtensionNotice lease={lease} now={now} />
        <AutoExtendPromise lease={lease} asks />
        <ImageNotice lease={lease} />
        <SecretsNotice lease={lease} />
        <MoveNotice lease={lease} />
        {(lease.faults ?? 0) > 0 && <LeaseFaults lease={lease} waiting={faultsWait} />}
      </div>
      <LeaseTabs lease={lease} />
      {(lease.state === 'ended' || lease.state === 'closed') && (
        <div className="stack mt-5 max-w-[720px] empty:hidden">
          <LeaseDispute lease={lease} />
        </div>
      )}
    </>
  )
}

/** Returns true if the lease runs or will run, its machine is not lost, and the reader is its renter or a teammate. */
function isUsed({ state, lost, role }: LeaseWire): boolean {
  return (state === 'booked' || state === 'active') && lost === null && role !== 'provider' && role !== 'former_renter'
}

function Head({ lease, now }: { readonly lease: LeaseWire; readonly now: number }) {
  const t = useTranslations('lease')
  const locationText = useLocationText()
  const isProvider = lease.role === 'provider'
  return (
    <>
      <nav className="crumb" aria-label={t('breadcrumb')}>
        <Link className="link" href={isProvider ? '/provide' : '/leases'}>
          {t(isProvider ? 'provide' : 'leases')}
        </Link>{' '}
        / {leaseTitle(lease)}
      </nav>
      <header className="lhead">
        <div className="grow">
          <div className="row wrap g3">
            <h1>{leaseTitle(lease)}</h1>
            <LeaseStateBadge lease={lease} now={now} />
            <HoldingBadge lease={lease} />
            {lease.node.simulated && <SimulatedBadge />}
          </div>
          <p className="row wrap g3 t13">
            <span className="row g1">
              <MapPin className="i s dim" aria-hidden />
              {locationText(lease.node)}
            </span>
            <span>{nodeTitle({ gpus: lease.terms.gpus, className: lease.node.className })}</span>
            <Link className="link" href={`/gpus/${lease.terms.node}`}>
              {givenName(lease.node.name)}
            </Link>
            <span className="dim">{t('number', { leaseId: lease.leaseId })}</span>
            {lease.role === 'renter' && (lease.terms.flags & leaseFlags.cluster) !== 0 && (
              <Link className="link" href={`/clusters/${lease.bidHash}`}>
                {t('cluster')}
              </Link>
            )}
          </p>
        </div>
        {lease.role === 'renter' && <LeaseActions lease={lease} now={now} />}
      </header>
    </>
  )
}

/** Explains a transfer of the lease to its new and its former holder. */
function HoldingNotice({ lease }: { readonly lease: LeaseWire }) {
  const t = useTranslations('lease.holding')
  if (lease.role === 'former_renter') return <Callout tone="plain">{t('givenAwayText', { holder: shortHex(lease.holder) })}</Callout>
  if (lease.heldByTransfer && lease.role === 'renter')
    return <Callout tone="plain">{t('byTransferText', { renter: shortHex(lease.terms.renter) })}</Callout>
  return null
}

/** Loading skeleton of the lease page. */
function LeaseSkeleton() {
  return (
    <div className="skeltree" aria-hidden>
      <Skeleton width={140} />
      <div className="stack my-5">
        <Skeleton width={260} height={28} />
        <Skeleton width={320} />
      </div>
      <div className="panel p-4">
        <Skeleton width="100%" height={72} />
      </div>
      <Skeleton width="50%" height={20} className="my-5" />
      <Skeleton width="100%" height={480} />
    </div>
  )
}
