'use client'
import type { ProviderWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useCallback, useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { Stat } from '#web/components/ui/Stat.tsx'
import { MaintenancePanel } from '#web/features/maintenance/MaintenancePanel.tsx'
import { RuleSkeleton } from '#web/features/pricing/RuleSkeleton.tsx'
import { StartSteps } from '#web/features/earn/StartSteps.tsx'
import { AddNode } from '#web/features/provide/AddNode.tsx'
import { AlertList } from '#web/features/provide/AlertList.tsx'
import { Checklist } from '#web/features/provide/Checklist.tsx'
import { ClaimButton } from '#web/features/provide/ClaimButton.tsx'
import { DemandPanel } from '#web/features/provide/DemandPanel.tsx'
import { EarningsPanel } from '#web/features/provide/EarningsPanel.tsx'
import { FleetCalendar } from '#web/features/provide/FleetCalendar.tsx'
import { NodeTable } from '#web/features/provide/NodeTable.tsx'
import { ProviderReports } from '#web/features/reports/ProviderReports.tsx'
import { ProviderLeases } from '#web/features/provide/ProviderLeases.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { ClockAhead } from '#web/parts/chain/ClockAhead.tsx'
import { useChainNow } from '#web/parts/chain/useChainNow.ts'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { listText } from '#web/parts/format/listText.ts'
import { AccountText } from '#web/parts/identity/AccountText.tsx'
import { useRegionName } from '#web/parts/machine/useRegionName.ts'
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
  loading: () => <Skeleton className="mt-3" width="100%" height={86} />,
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
  return (
    <>
      <ProviderHead provider={provider} />
      {!provider.listed && (
        <p className="att" role="alert">
          <span className="block px-4 py-2.5">
            {t('delisted', { bonded: amountText(BigInt(provider.bonded)), required: amountText(BigInt(provider.requiredBond)) })}{' '}
            <a className="link" href="#bond">
              {t('toBond')}
            </a>
          </span>
        </p>
      )}
      <SlashNotice />
      <PriceSuggestions nodes={provider.nodes} nextAskNonce={provider.nextAskNonce} />
      <Checklist checks={provider.checklist} />
      <AlertList alerts={provider.alerts} />
      <Earnings provider={provider} />
      <FleetFigures provider={provider} />
      <EarningsPanel />
      <PayoutsPanel now={now} />
      <NodeTable nodes={provider.nodes} leases={provider.leases} nextAskNonce={provider.nextAskNonce} now={now} onWhy={showWhy} />
      {provider.nodeCount > provider.nodes.length && (
        <p className="t13 dim mt-2">{t('fleet.more', { shown: provider.nodes.length, count: provider.nodeCount })}</p>
      )}
      <MaintenancePanel nodes={provider.nodes} now={now} />
      <FleetCalendar />
      <DemandPanel nodes={provider.nodes} chosen={asked} onChoose={setAsked} />
      <RulePanel provider={provider} />
      <ProviderReports />
      <ProviderLeases leases={provider.leases} now={now} bonded={BigInt(provider.bonded)} />
      <div className="g-b">
        <div id="bond">
          <BondPanel account={provider.account} isOnlyWithBond={false} />
        </div>
        <div id="add-machine">
          <AddNode />
        </div>
      </div>
    </>
  )
}

/** Shows the account with its machines, their regions and the pages that belong to them, and leads to the way to add a machine. */
function ProviderHead({ provider: { account, nodes, nodeCount } }: { readonly provider: ProviderWire }) {
  const t = useTranslations('provide')
  const regionName = useRegionName()
  const gpus = nodes.reduce((total, node) => total + node.gpus, 0)
  const free = nodes.reduce((total, node) => total + node.freeGpus, 0)
  const regions = [...new Set(nodes.filter(({ state }) => state !== 'retired').map((node) => regionName(node.regionName)))]
  return (
    <header className="ph">
      <div className="grow">
        <h1>{t('title')}</h1>
        <p className="row wrap t13 dim mt-1">
          <AccountText account={account} /> {t('summary', { nodes: nodeCount, gpus, rented: gpus - free })}{' '}
          {regions.length > 0 && <span>{t('regions', { regions: listText(regions) })}</span>}
        </p>
      </div>
      <Link className="link t13" href="/provide/tasks">
        {t('tasks')}
      </Link>
      <Link className="link t13" href="/provide/services">
        {t('services')}
      </Link>
      <Link className="link t13" href="/provide/invoices">
        {t('invoices')}
      </Link>
      <Button asChild tone="primary">
        <a href="#add-machine">
          <Plus className="i" aria-hidden />
          {t('add.title')}
        </a>
      </Button>
    </header>
  )
}

function Earnings({ provider }: { readonly provider: ProviderWire }) {
  const t = useTranslations('provide.earned')
  const { today, last30Days, total, accruing } = provider.earnings
  const text = (units: string) => amountText(BigInt(units))
  const pt = (units: string) => (
    <>
      PT
      <About units={units} />
    </>
  )
  return (
    <div className="stats">
      <Stat name={t('today')} value={text(today)} unit={pt(today)} below={t('afterFee')} />
      <Stat name={t('month')} value={text(last30Days)} unit={pt(last30Days)} below={t('paidOut')} />
      <Stat name={t('total')} value={text(total)} unit={pt(total)} below={t('since')} />
      <Stat name={t('accruing')} value={text(accruing)} unit={pt(accruing)} below={t('accruingText')} />
      <div className="stat row between">
        <div>
          <span className="k">{t('claimable')}</span>
          <span className="v">
            {text(provider.claimable)} <small>{pt(provider.claimable)}</small>
          </span>
          <span className="d">{t('claimableText')}</span>
        </div>
        <ClaimButton leases={provider.leases} claimable={BigInt(provider.claimable)} />
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
