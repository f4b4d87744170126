'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { Stat } from '#web/components/ui/Stat.tsx'
import { ClaimsPanel } from '#web/features/provide-services/ClaimsPanel.tsx'
import { type OwnServices, readOwnServices } from '#web/features/provide-services/readOwnServices.ts'
import { ServicesPanel } from '#web/features/provide-services/ServicesPanel.tsx'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { SignInGate } from '#web/parts/session/SignInGate.tsx'
import { useAccount } from '#web/parts/session/useAccount.ts'

const everyMs = 15_000

const OwedPanel = dynamic(() => import('#web/features/provide-services/OwedPanel.tsx').then((module) => module.OwedPanel), { ssr: false })

/**
 * Shows a seller its AI services: the bond, the channels, the money that was settled and that can still be settled, the checks of validators, and shares of
 * hosting programmes. All of it comes from the chain through the market. Only the program `infinitio serve` knows what it has earned and not settled, so the
 * page asks the services for it. `origins` are the origins that this page may call.
 */
export function ProvideServicesView({ origins }: { readonly origins: readonly string[] }) {
  const t = useTranslations('provideServices')
  return (
    <main className="page p-provide">
      <header className="ph">
        <div className="grow">
          <h1>{t('title')}</h1>
          <p className="t13 dim mt-1">{t('intro')}</p>
        </div>
        <Link className="link t13" href="/docs/guides/sell-a-model">
          {t('guide')}
        </Link>
        <Link className="link t13" href="/provide">
          {t('back')}
        </Link>
      </header>
      <SignInGate waiting={<Waiting />}>
        <OwnView origins={origins} />
      </SignInGate>
    </main>
  )
}

function OwnView({ origins }: { readonly origins: readonly string[] }) {
  const t = useTranslations('provideServices')
  const account = useAccount() ?? ''
  const own = useQuery({
    queryKey: ['services', 'own', account],
    queryFn: () => readOwnServices(account.toLowerCase()),
    enabled: account !== '',
    refetchInterval: everyMs,
  })
  return (
    <QueryView query={own} failed={t('failed')} skeleton={<Waiting />}>
      {(known) => (
        <div className="stack g4">
          <Figures own={known} />
          <ServicesPanel services={known.services} />
          <OwedPanel services={known.services} origins={origins} />
          <ClaimsPanel claims={known.claims} />
        </div>
      )}
    </QueryView>
  )
}

function Figures({ own: { services, pots } }: { readonly own: OwnServices }) {
  const t = useTranslations('provideServices.figures')
  const sum = (of: (one: OwnServices['services'][number]) => string) => services.reduce((total, one) => total + BigInt(of(one)), 0n)
  const pot = pots.filter(({ asset }) => asset === 'PToken').reduce((total, { free }) => total + BigInt(free), 0n)
  const figures = [
    { name: t('settled'), units: sum(({ settled }) => settled), below: t('settledText') },
    { name: t('inChannels'), units: sum(({ inChannels }) => inChannels), below: t('inChannelsText') },
    { name: t('pot'), units: pot, below: t('potText') },
    { name: t('bond'), units: sum(({ bond }) => bond), below: t('bondText') },
  ]
  return (
    <div className="stats">
      {figures.map(({ name, units, below }) => (
        <Stat
          key={name}
          name={name}
          value={amountText(units)}
          unit="PT"
          below={
            <>
              {below}
              <About units={units} />
            </>
          }
        />
      ))}
    </div>
  )
}

function Waiting() {
  return (
    <div className="stack g4" aria-hidden>
      <Skeleton width="100%" height={96} />
      <Skeleton width="100%" height={240} />
    </div>
  )
}
