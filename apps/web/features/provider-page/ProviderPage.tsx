'use client'
import type { PublicProviderWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { UserRoundX } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { CopyButton } from '#web/components/ui/CopyButton.tsx'
import { NothingHere } from '#web/components/ui/NothingHere.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { Stat } from '#web/components/ui/Stat.tsx'
import { MachineRows } from '#web/features/provider-page/MachineRows.tsx'
import { ProviderDisputes } from '#web/features/provider-page/ProviderDisputes.tsx'
import { ProviderFaults } from '#web/features/provider-page/ProviderFaults.tsx'
import { ReputationFacts } from '#web/features/provider-page/ReputationFacts.tsx'
import { publicProviderQuery } from '#web/features/provider-page/providerPageQueries.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { problemOf } from '#web/parts/api/problem.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { dateYearText } from '#web/parts/format/dateYearText.ts'
import { shortHex } from '#web/parts/format/shortHex.ts'
import { Ident } from '#web/parts/identity/Ident.tsx'
import { ReviewsPanel } from '#web/parts/reviews/ReviewsPanel.tsx'
import { StarsLine } from '#web/parts/reviews/Stars.tsx'

/** Shows what is known about a provider: its machines with their tiers, the time that it delivered, its reliability, faults, disputes and reviews. */
export function ProviderPage({ account }: { readonly account: string }) {
  const t = useTranslations('providerPage')
  const query = useQuery(publicProviderQuery(browserApi, account))
  if (query.isError && problemOf(query.error).code === 'api.not_found')
    return (
      <main className="page p-prov">
        <NothingHere isPage icon={UserRoundX} title={t('unknown')} ways={[{ href: '/gpus', label: t('toGpus') }]}>
          {t('unknownText', { account: shortHex(account) })}
        </NothingHere>
      </main>
    )
  return (
    <main className="page p-prov">
      <QueryView isPage query={query} failed={t('failed')} skeleton={<ProviderSkeleton />}>
        {(provider) => (
          <>
            <Head provider={provider} />
            <Figures provider={provider} />
            <ReputationFacts reputation={provider.reputation} />
            <MachineRows provider={account} />
            <ProviderFaults account={account} />
            <ProviderDisputes account={account} />
            <section className="blk">
              <header>
                <h2>{t('reviews')}</h2>
                <p>{t('reviewsNote')}</p>
              </header>
              <ReviewsPanel subject={{ of: 'provider', id: account }} />
            </section>
          </>
        )}
      </QueryView>
    </main>
  )
}

/** The API adds this label to the name of a simulated provider. */
const simulatedLabel = '(simulated)'

function Head({ provider: { account, name, reviews } }: { readonly provider: PublicProviderWire }) {
  const t = useTranslations('providerPage')
  const tStates = useTranslations('states')
  const tSearch = useTranslations('search')
  const shown = name?.replace(simulatedLabel, tSearch('inName')) ?? shortHex(account)
  return (
    <header className="hd">
      <p className="t13 dim">{t('title')}</p>
      <h1 className="row wrap g2">
        <Ident account={account} />
        <bdi className={name === null ? 'mono' : 'clip'}>{shown}</bdi>
      </h1>
      <p className="row wrap g3 t13">
        <span className="mono break-all">{account}</span>
        <CopyButton text={account} label={tStates('copyNamed', { what: t('address') })} doneLabel={tStates('copied')} />
        <Link className="link" href={`/explorer/address/${account}`}>
          {t('onChain')}
        </Link>
      </p>
      {name !== null && <p className="t12 dim">{t('nameNote', { is: name.includes(simulatedLabel) ? 'simulated' : 'real' })}</p>}
      <p className="t13">
        <StarsLine summary={reviews} />
      </p>
    </header>
  )
}

const hourSeconds = 3_600n

/** Shows the sums of a provider's record. */
export function Figures({ provider }: { readonly provider: PublicProviderWire }) {
  const t = useTranslations('providerPage')
  const { since, machines, gpus, closedLeases, gpuSeconds, respondedBps, reliabilityBps, tiers, faults } = provider
  const verified = tiers.reduce((sum, { tier, machines: count }) => (tier > 0 ? sum + count : sum), 0)
  const hours = Number((BigInt(gpuSeconds) * 10n) / hourSeconds) / 10
  return (
    <div className="stats">
      <Stat name={t('machines')} value={t('number', { number: machines })} below={t('gpus', { gpus })} />
      <Stat name={t('delivered')} value={t('number', { number: hours })} below={t('leases', { leases: closedLeases })} />
      <Stat
        name={t('responded')}
        value={respondedBps === null ? t('notCounted') : t('percent', { percent: Math.floor(respondedBps / 10) / 10 })}
        below={t('respondedNote')}
      />
      <Stat
        name={t('reliability')}
        value={reliabilityBps === null ? t('notCounted') : t('percent', { percent: Math.floor(reliabilityBps / 10) / 10 })}
        below={t('reliabilityNote')}
      />
      <Stat
        name={t('tiers')}
        value={t('verifiedOf', { verified, machines })}
        below={tiers.map(({ tier, machines: count }) => t('tierCount', { tier: String(tier), count })).join(', ') || t('noTiers')}
      />
      <Stat name={t('faults.title')} value={t('number', { number: faults.recent })} below={t('faults.below', { all: faults.all })} />
      <Stat name={t('since')} value={since === null ? '–' : dateYearText(since)} below={t('sinceNote')} />
    </div>
  )
}

function ProviderSkeleton() {
  return (
    <div className="skeltree stack g5" aria-hidden>
      <Skeleton width={320} height={64} />
      <Skeleton width="100%" height={96} />
      <Skeleton width="100%" height={260} />
      <Skeleton width="100%" height={180} />
    </div>
  )
}
