'use client'
import type { LeaseWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import { useSearchParams } from 'next/navigation'
import { useState } from 'react'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { TabPanel, Tabs } from '#web/components/ui/Tabs.tsx'
import { AutoExtendCard } from '#web/features/auto-extend/AutoExtendCard.tsx'
import { DiskPanel } from '#web/features/disk/DiskPanel.tsx'
import { EventList } from '#web/features/lease/EventList.tsx'
import { KeysPanel } from '#web/features/lease-access/KeysPanel.tsx'
import { OverviewTab } from '#web/features/lease/OverviewTab.tsx'
import { PhoneFold } from '#web/features/lease/PhoneFold.tsx'
import { PortsPanel } from '#web/features/lease/PortsPanel.tsx'
import { ReceiptTab } from '#web/features/lease/ReceiptTab.tsx'
import { ShellGate } from '#web/features/lease/ShellGate.tsx'
import { MetricsTab, ShellMetrics } from '#web/features/metrics/MetricsTab.tsx'
import { ReportsPanel } from '#web/features/reports/ReportsPanel.tsx'
import { AccountKeys } from '#web/features/sharing/AccountKeys.tsx'
import { SharesPanel } from '#web/features/sharing/SharesPanel.tsx'
import { leaseAmountText } from '#web/parts/lease/finalTexts.ts'
import { startsIn } from '#web/parts/lease/leaseState.ts'
import { SshLines } from '#web/parts/lease/SshLines.tsx'

const ShellsView = dynamic(() => import('#web/features/terminal/ShellsView.tsx').then((module) => module.ShellsView), {
  ssr: false,
  loading: () => <Skeleton width="100%" height={540} />,
})

const LeaseReviewsPanel = dynamic(() => import('#web/features/reviews/LeaseReviewsPanel.tsx').then((module) => module.LeaseReviewsPanel), {
  ssr: false,
  loading: () => <Skeleton width="100%" height={140} />,
})
const LogsView = dynamic(() => import('#web/features/logs/LogsView.tsx').then((module) => module.LogsView), {
  ssr: false,
  loading: () => <Skeleton width="100%" height={540} />,
})
const FilesView = dynamic(() => import('#web/features/files/FilesView.tsx').then((module) => module.FilesView), {
  ssr: false,
  loading: () => <Skeleton width="100%" height={360} />,
})

const tabNames = ['overview', 'shell', 'logs', 'files', 'metrics', 'ports', 'events', 'receipt'] as const
type Tab = (typeof tabNames)[number]

/**
 * The tabs that each role does not see. `user` and `watcher` are teammates: only a user may open the shell. The former renter gave the lease to another
 * account. The provider sees the health of the machine, and no content of the lease.
 */
const hiddenFrom: Record<LeaseWire['role'], readonly Tab[]> = {
  renter: [],
  former_renter: ['shell', 'logs', 'files', 'metrics', 'ports'],
  user: ['receipt'],
  watcher: ['shell', 'files', 'ports', 'receipt'],
  provider: ['shell', 'logs', 'files', 'ports'],
}

/**
 * Returns true if the reader may see the reviews. The renter sees them after the lease has ended, even a renter who gave the lease to somebody else. The
 * provider always sees them, because they include earlier reviews of this renter.
 */
const seesReviews = ({ role, state }: LeaseWire) =>
  role === 'provider' || ((state === 'ended' || state === 'closed') && role !== 'user' && role !== 'watcher')

/** The tabs that are hidden after the end of the lease, because they need the machine. */
const onlyLive: readonly Tab[] = ['shell', 'files', 'ports']

/** Returns the numbers of open ports and of events, which tabs show beside their names. */
const countsOf = ({ access, events }: LeaseWire): Partial<Record<Tab, number>> => ({ ports: access?.ports.length ?? 0, events: events.length })

/**
 * Shows the tabs of a lease. Beside them are the things that a renter needs on every tab, most urgent first: access, ports, reports and the disk. The overview
 * has the settings that a renter changes once. Readers who do not use the lease see the last events beside the tabs. On a phone, the cards are folded below the
 * tab.
 */
export function LeaseTabs({ lease }: { readonly lease: LeaseWire }) {
  const t = useTranslations('lease')
  const asked = useSearchParams().get('tab')
  const [isHolder, isInside] = [lease.role === 'renter', lease.role === 'renter' || lease.role === 'user']
  const isLive = lease.state === 'booked' || lease.state === 'active'
  const shown = tabNames.filter((name) => !hiddenFrom[lease.role].includes(name) && (isLive || !onlyLive.includes(name)))
  // A lease that starts later has no shell yet. When it starts, its shell opens, unless the reader chose another tab.
  const hasBegun = startsIn(lease, lease.now.chainNow) === null
  const first: Tab = isLive && isInside && hasBegun ? 'shell' : lease.state === 'closed' ? 'receipt' : 'overview'
  const [chosen, setTab] = useState<Tab | null>(shown.find((name) => name === asked) ?? null)
  const current = chosen !== null && shown.includes(chosen) ? chosen : first
  function choose(next: Tab): void {
    setTab(next)
    window.history.replaceState(null, '', `/leases/${lease.leaseId}?tab=${next}`)
  }
  return (
    <Tabs
      label={t('tabs')}
      value={current}
      onChange={choose}
      tabs={shown.map((value) => ({ value, label: t(`tab.${value}`), count: countsOf(lease)[value] }))}
    >
      <div className="lc">
        <div>
          <TabPanel value="overview">
            <Overview lease={lease} hasSettings={isHolder && isLive} />
          </TabPanel>
          <TabPanel value="shell">
            <ShellGate lease={lease}>
              {/* A changed key opens a new shell: the old shell closed with the provider's image, and the new one runs in the lease's image. */}
              <ShellsView key={String(lease.image.state === 'here')} leaseId={lease.leaseId} title={t('tab.shell')} />
              <ShellMetrics leaseId={lease.leaseId} />
            </ShellGate>
          </TabPanel>
          <TabPanel value="logs">
            <ShellGate lease={lease}>
              <LogsView leaseId={lease.leaseId} title={t('tab.logs')} />
            </ShellGate>
          </TabPanel>
          <TabPanel value="files">
            <ShellGate lease={lease}>
              <FilesView key={String(lease.image.state === 'here')} leaseId={lease.leaseId} />
            </ShellGate>
          </TabPanel>
          <TabPanel value="metrics">
            <MetricsTab leaseId={lease.leaseId} isLive={isLive} isSimulated={lease.node.simulated} />
          </TabPanel>
          <TabPanel value="ports">
            <PortsPanel lease={lease} />
          </TabPanel>
          <TabPanel value="events">
            <section className="panel panel-body">
              <EventList {...lease} amountText={leaseAmountText(lease)} />
            </section>
          </TabPanel>
          <TabPanel value="receipt">
            <ReceiptTab lease={lease} />
          </TabPanel>
        </div>
        <Beside lease={lease} tab={current} />
      </div>
    </Tabs>
  )
}

/** Shows the things that a renter needs on every tab. A tab does not show them a second time. */
function Beside({ lease, tab }: { readonly lease: LeaseWire; readonly tab: Tab }) {
  const t = useTranslations('lease')
  const [isHolder, isInside] = [lease.role === 'renter', lease.role === 'renter' || lease.role === 'user']
  const isLive = lease.state === 'booked' || lease.state === 'active'
  return (
    <aside className="stack g4">
      {isInside && isLive && (
        <PhoneFold title={t('connect.title')} count={lease.access?.sshKeys.length}>
          <ConnectPanel lease={lease} />
        </PhoneFold>
      )}
      {isInside && isLive && tab !== 'ports' && (
        <PhoneFold title={t('ports.title')} count={lease.access?.ports.length}>
          <PortsPanel lease={lease} />
        </PhoneFold>
      )}
      {seesReviews(lease) && <LeaseReviewsPanel lease={lease} />}
      {isInside && (
        <PhoneFold title={t('reports.title')}>
          <ReportsPanel lease={lease} />
        </PhoneFold>
      )}
      {isHolder && !lease.heldByTransfer && (
        <PhoneFold title={t('disk.title')}>
          <DiskPanel lease={lease} />
        </PhoneFold>
      )}
      {!isInside && tab !== 'events' && <LastEvents lease={lease} />}
    </aside>
  )
}

/** Shows the main data of a lease, and above it the settings that its holder changes once. */
function Overview({ lease, hasSettings }: { readonly lease: LeaseWire; readonly hasSettings: boolean }) {
  return (
    <div className="stack g4">
      {hasSettings && <AutoExtendCard lease={lease} />}
      {hasSettings && <SharesPanel lease={lease} />}
      <OverviewTab lease={lease} />
    </div>
  )
}

function LastEvents({ lease }: { readonly lease: LeaseWire }) {
  const t = useTranslations('lease')
  return (
    <section className="panel">
      <header className="panel-head">
        <h2>{t('tab.events')}</h2>
      </header>
      <div className="panel-body">
        <EventList {...lease} events={lease.events.slice(0, 6)} amountText={leaseAmountText(lease)} />
      </div>
    </section>
  )
}

/** Shows how to log in by SSH. If no SSH key of the holder has access, shows that fact instead of a command that would fail. */
function ConnectPanel({ lease }: { readonly lease: LeaseWire }) {
  const t = useTranslations('lease.connect')
  if (lease.role === 'user') return <TeammateConnect lease={lease} />
  const hasKeys = (lease.access?.sshKeys.length ?? 0) > 0
  const why = hasKeys ? 'notYet' : 'noKeys'
  return (
    <>
      <Panel title={t('title')}>
        <div className="panel-body">
          {hasKeys && lease.ssh !== null ? <SshLines lease={lease} ssh={lease.ssh} /> : <p className="t13 dim">{t(why)}</p>}
        </div>
      </Panel>
      <KeysPanel lease={lease} />
    </>
  )
}

/** Shows a teammate the SSH command, and those of the teammate's SSH keys that can log in. */
function TeammateConnect({ lease }: { readonly lease: LeaseWire }) {
  const t = useTranslations('lease.connect')
  return (
    <Panel title={t('title')}>
      <div className="panel-body stack g4">
        {lease.ssh !== null && <SshLines lease={lease} ssh={lease.ssh} />}
        <AccountKeys />
      </div>
    </Panel>
  )
}
