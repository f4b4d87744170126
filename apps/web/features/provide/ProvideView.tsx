'use client'
import type { ProviderWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import { useCallback, useEffect, useState } from 'react'
import { Callout } from '#web/components/ui/Callout.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { MaintenancePanel } from '#web/features/maintenance/MaintenancePanel.tsx'
import { RuleSkeleton } from '#web/features/pricing/RuleSkeleton.tsx'
import { StartSteps } from '#web/features/earn/StartSteps.tsx'
import { AddNode } from '#web/features/provide/AddNode.tsx'
import { AlertList } from '#web/features/provide/AlertList.tsx'
import { Checklist } from '#web/features/provide/Checklist.tsx'
import { DemandPanel } from '#web/features/provide/DemandPanel.tsx'
import { EarningFigures } from '#web/features/provide/EarningFigures.tsx'
import { EarningsPanel } from '#web/features/provide/EarningsPanel.tsx'
import { FleetCalendar } from '#web/features/provide/FleetCalendar.tsx'
import { NodeTable } from '#web/features/provide/NodeTable.tsx'
import { ProviderHead } from '#web/features/provide/ProviderHead.tsx'
import { ProviderReports } from '#web/features/reports/ProviderReports.tsx'
import { ProviderLeases } from '#web/features/provide/ProviderLeases.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { ClockAhead } from '#web/parts/chain/ClockAhead.tsx'
import { useChainNow } from '#web/parts/chain/useChainNow.ts'
import { amountText } from '#web/parts/format/amountText.ts'
import { useLiveTopic } from '#web/parts/live/useLiveTopic.ts'
import { providerQuery } from '#web/parts/provider/providerQuery.ts'
import { useAccount } from '#web/parts/session/useAccount.ts'

const EarnView = dynamic(() => import('#web/features/earn/EarnView.tsx').then((module) => module.EarnView))
const EarnPanel = dynamic(() => import('#web/features/earn/EarnView.tsx').then((module) => module.EarnPanel))

const PayoutsPanel = dynamic(() => import('#web/features/provide/PayoutsPanel.tsx').then((module) => module.PayoutsPanel), {
  ssr: false,
  loading: () => <Skeleton className="mt-5" width="100%" height={240} />,
})

const FleetFigures = dynamic(() => import('#web/features/provide/FleetFigures.tsx').then((module) => module.FleetFigures), {
  ssr: false,
  loading: () => <Skeleton className="mt-5" width="100%" height={86} />,
})

const PriceSuggestions = dynamic(() => import('#web/features/provide/PriceSuggestions.tsx').then((module) => module.PriceSuggestions), { ssr: false })

const BondPanel = dynamic(() => import('#web/parts/bond/BondPanel.tsx').then((module) => module.BondPanel), {
  ssr: false,
  loading: () => <Skeleton width="100%" height={360} />,
})

const SlashNotice = dynamic(() => import('#web/features/faults/SlashNotice.tsx').then((module) => module.SlashNotice), { ssr: false })

const RulePanel = dynamic(() => import('#web/features/pricing/RulePanel.tsx').then((module) => module.RulePanel), {
  ssr: false,
  loading: () => (
    <div className="panel mt-5 pricing">
      <RuleSkeleton />
    </div>
  ),
})

/** Shows what an account rents out: machines with their prices, leases and earnings. A visitor without a wallet sees how much a GPU would earn. */
export function ProvideView() {
  return (
    <main className="page p-provide">
      <ForReader />
    </main>
  )
}

function ForReader() {
  const account = useAccount()
  if (account === undefined) return <ProvideSkeleton />
  if (account === null) return <EarnView />
  return (
    <>
      <ClockAhead />
      <ProviderPage />
    </>
  )
}

function ProviderPage() {
  const t = useTranslations('provide')
  const query = useQuery(providerQuery(browserApi))
  useLiveTopic('provider')
  return (
    <QueryView isPage query={query} failed={t('failed')} skeleton={<ProvideSkeleton />}>
      {(provider) => (provider.nodes.length === 0 ? <NoNodes provider={provider} /> : <Provider provider={provider} />)}
    </QueryView>
  )
}

function NoNodes({ provider }: { readonly provider: ProviderWire }) {
  const t = useTranslations('provide')
  return (
    <div className="stack g4">
      <h1>{t('emptyTitle')}</h1>
      <p className="max-w-prose">{t('emptyText')}</p>
      <Checklist checks={provider.checklist} />
      <StartSteps />
      <div id="bond">
        <BondPanel account={provider.account} isOnlyWithBond />
      </div>
      <div className="earn">
        <EarnPanel />
      </div>
    </div>
  )
}

function Provider({ provider }: { readonly provider: ProviderWire }) {
  const t = useTranslations('provide')
  const now = useChainNow(provider.chainNow)
  const [asked, setAsked] = useState<string | null>(null)
  const showWhy = useCallback((node: string) => {
    setAsked(node)
    document.getElementById('demand')?.scrollIntoView({ block: 'start' })
  }, [])
  // The browser could not scroll to this part when the page loaded, because the part was not there yet.
  useEffect(() => {
    if (window.location.hash === '#bond') document.getElementById('bond')?.scrollIntoView()
  }, [])
  const isGone = provider.nodes.every(({ state }) => state === 'retired')
  const bond = <BondAndAdd account={provider.account} isGone={isGone} />
  return (
    <>
      <ProviderHead provider={provider} />
      {isGone ? <Callout tone="plain">{t('gone')}</Callout> : <Delisted provider={provider} />}
      <SlashNotice />
      {isGone && bond}
      {!isGone && <PriceSuggestions nodes={provider.nodes} nextAskNonce={provider.nextAskNonce} />}
      {!isGone && <Checklist checks={provider.checklist} />}
      <AlertList alerts={provider.alerts} />
      <EarningFigures provider={provider} />
      <NodeTable
        {...{ nodes: provider.nodes, leases: provider.leases, nextAskNonce: provider.nextAskNonce, now }}
        bonded={BigInt(provider.bonded)}
        onWhy={showWhy}
      />
      {provider.nodeCount > provider.nodes.length && (
        <p className="t13 dim mt-2">{t('fleet.more', { shown: provider.nodes.length, count: provider.nodeCount })}</p>
      )}
      <ProviderLeases leases={provider.leases} now={now} bonded={BigInt(provider.bonded)} />
      <FleetFigures provider={provider} />
      <EarningsPanel />
      <PayoutsPanel now={now} />
      {!isGone && (
        <>
          <MaintenancePanel nodes={provider.nodes} now={now} />
          <FleetCalendar />
          <DemandPanel nodes={provider.nodes} chosen={asked} onChoose={setAsked} />
          <RulePanel provider={provider} />
        </>
      )}
      <ProviderReports />
      {!isGone && bond}
    </>
  )
}

/** Explains that the bond is too small for the machines to be listed. Shows nothing while they are listed. */
function Delisted({ provider }: { readonly provider: ProviderWire }) {
  const t = useTranslations('provide')
  if (provider.listed) return null
  return (
    <p className="att" role="alert">
      <span className="block px-4 py-2.5">
        {t('delisted', { bonded: amountText(BigInt(provider.bonded)), required: amountText(BigInt(provider.requiredBond)) })}{' '}
        <a className="link" href="#bond">
          {t('toBond')}
        </a>
      </span>
    </p>
  )
}

/** After the last machine is removed, this part is near the top of the page and opens the form that asks the bond back. */
function BondAndAdd({ account, isGone }: { readonly account: string; readonly isGone: boolean }) {
  return (
    <div className={isGone ? 'g-b mb-5' : 'g-b'}>
      <div id="bond">
        <BondPanel account={account} isOnlyWithBond={false} firstMove={isGone ? 'askBack' : 'add'} />
      </div>
      <div id="add-machine">
        <AddNode />
      </div>
    </div>
  )
}

/** The loading skeleton of the provider's page. */
function ProvideSkeleton() {
  return (
    <div className="skeltree stack g4" aria-hidden>
      <Skeleton width={240} height={28} />
      <div className="panel p-4">
        <Skeleton width="100%" height={56} />
      </div>
      <div className="panel stack g4 p-4">
        {[1, 2, 3, 4].map((key) => (
          <Skeleton key={key} width="100%" height={32} />
        ))}
      </div>
    </div>
  )
}
