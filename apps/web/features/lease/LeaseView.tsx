'use client'
import type { LeaseWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { MapPin } from 'lucide-react'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { TabPanel, Tabs } from '#web/components/ui/Tabs.tsx'
import { browserApi } from '#web/features/api/browserApi.ts'
import { QueryView } from '#web/features/api/QueryView.tsx'
import { useChainNow } from '#web/features/chain/useChainNow.ts'
import { DiskPanel } from '#web/features/disk/DiskPanel.tsx'
import { MoveNotice } from '#web/features/disk/MoveNotice.tsx'
import { ConnectPanel } from '#web/features/lease/ConnectPanel.tsx'
import { EventList } from '#web/features/lease/EventList.tsx'
import { HoldingBadge } from '#web/features/lease/HoldingBadge.tsx'
import { HoldingNotice } from '#web/features/lease/HoldingNotice.tsx'
import { ImageNotice } from '#web/features/lease/ImageNotice.tsx'
import { LeaseActions } from '#web/features/lease/LeaseActions.tsx'
import { LeaseNotice } from '#web/features/lease/LeaseNotice.tsx'
import { LeaseSkeleton } from '#web/features/lease/LeaseSkeleton.tsx'
import { LeaseStateBadge } from '#web/features/lease/LeaseStateBadge.tsx'
import { leaseQuery } from '#web/features/lease/leaseQuery.ts'
import { leaseTitle } from '#web/features/lease/leaseTitle.ts'
import { LiveMoney } from '#web/features/lease/LiveMoney.tsx'
import { OverviewTab } from '#web/features/lease/OverviewTab.tsx'
import { PortsPanel } from '#web/features/lease/PortsPanel.tsx'
import { ReceiptTab } from '#web/features/lease/ReceiptTab.tsx'
import { ShellGate } from '#web/features/lease/ShellGate.tsx'
import { useLiveTopic } from '#web/features/live/useLiveTopic.ts'
import { MetricsTab } from '#web/features/metrics/MetricsTab.tsx'
import { nodeTitle } from '#web/features/search/nodeTitle.ts'
import { SimulatedBadge } from '#web/features/search/SimulatedBadge.tsx'
import { SecretsNotice } from '#web/features/secrets/SecretsNotice.tsx'
import { SignInGate } from '#web/features/session/SignInGate.tsx'

const ShellView = dynamic(() => import('#web/features/terminal/ShellView.tsx').then((module) => module.ShellView), {
  ssr: false,
  loading: () => <Skeleton width="100%" height={540} />,
})

const tabNames = ['overview', 'shell', 'logs', 'metrics', 'events', 'receipt'] as const
type Tab = (typeof tabNames)[number]

/** What is of the machine is for who holds the lease; its provider sees how it does. */
const hiddenFrom: Record<LeaseWire['role'], readonly Tab[]> = {
  renter: [],
  former_renter: ['shell', 'logs', 'metrics'],
  provider: ['shell', 'logs'],
}

/** One lease: its money ticking, its shell, its log and metrics, what happened, the receipt. */
export function LeaseView({ leaseId }: { readonly leaseId: string }) {
  return (
    <main className="page p-lease">
      <SignInGate waiting={<LeaseSkeleton />}>
        <LeasePage leaseId={leaseId} />
      </SignInGate>
    </main>
  )
}

function LeasePage({ leaseId }: { readonly leaseId: string }) {
  const t = useTranslations('lease')
  const query = useQuery(leaseQuery(browserApi, leaseId))
  useLiveTopic(`lease:${leaseId}`)
  return (
    <QueryView query={query} failed={t('failed')} skeleton={<LeaseSkeleton />}>
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
        <LeaseNotice lease={lease} now={now} />
        <ImageNotice lease={lease} />
        <SecretsNotice lease={lease} />
        <MoveNotice lease={lease} />
      </div>
      <LeaseTabs lease={lease} />
    </>
  )
}

function Head({ lease, now }: { readonly lease: LeaseWire; readonly now: number }) {
  const t = useTranslations('lease')
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
              {lease.node.regionName}
            </span>
            <span>{nodeTitle({ gpus: lease.terms.gpus, className: lease.node.className })}</span>
            <Link className="link" href={`/gpus/${lease.terms.node}`}>
              {lease.node.name}
            </Link>
            <span className="dim">{t('number', { leaseId: lease.leaseId })}</span>
          </p>
        </div>
        {lease.role === 'renter' && <LeaseActions lease={lease} now={now} />}
      </header>
    </>
  )
}

function LeaseTabs({ lease }: { readonly lease: LeaseWire }) {
  const t = useTranslations('lease')
  const asked = useSearchParams().get('tab')
  const isHolder = lease.role === 'renter'
  const isLive = lease.state === 'booked' || lease.state === 'active'
  const shown = tabNames.filter((name) => !hiddenFrom[lease.role].includes(name) && (isLive || name !== 'shell'))
  const first: Tab = isLive && isHolder ? 'shell' : lease.state === 'closed' ? 'receipt' : 'overview'
  const [tab, setTab] = useState<Tab>(shown.find((name) => name === asked) ?? first)
  const current = shown.includes(tab) ? tab : first
  function choose(next: Tab): void {
    setTab(next)
    window.history.replaceState(null, '', `/leases/${lease.leaseId}?tab=${next}`)
  }
  return (
    <Tabs
      label={t('tabs')}
      value={current}
      onChange={choose}
      tabs={shown.map((value) => ({ value, label: t(`tab.${value}`), ...(value === 'events' ? { count: lease.events.length } : {}) }))}
    >
      <div className="lc">
        <div>
          <TabPanel value="overview">
            <OverviewTab lease={lease} />
          </TabPanel>
          <TabPanel value="shell">
            <ShellGate lease={lease}>
              {/* The one before closed with the provider's image: a new one is in the lease's own. */}
              <ShellView key={String(lease.image.state === 'here')} leaseId={lease.leaseId} kind="terminal" title={t('tab.shell')} />
            </ShellGate>
          </TabPanel>
          <TabPanel value="logs">
            <ShellGate lease={lease}>
              <ShellView leaseId={lease.leaseId} kind="logs" title={t('tab.logs')} />
            </ShellGate>
          </TabPanel>
          <TabPanel value="metrics">
            <MetricsTab leaseId={lease.leaseId} isLive={isLive} />
          </TabPanel>
          <TabPanel value="events">
            <section className="panel panel-body">
              <EventList events={lease.events} />
            </section>
          </TabPanel>
          <TabPanel value="receipt">
            <ReceiptTab lease={lease} />
          </TabPanel>
        </div>
        <aside className="stack g4">
          {isHolder && isLive && <ConnectPanel lease={lease} />}
          {isHolder && isLive && <PortsPanel lease={lease} />}
          {isHolder && !lease.heldByTransfer && <DiskPanel lease={lease} />}
          {current !== 'events' && (
            <section className="panel">
              <header className="panel-head">
                <h2>{t('tab.events')}</h2>
              </header>
              <div className="panel-body">
                <EventList events={lease.events.slice(0, 6)} />
              </div>
            </section>
          )}
        </aside>
      </div>
    </Tabs>
  )
}
