'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { FactTable } from '#web/features/listing/FactTable.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { dateYearText } from '#web/parts/format/dateYearText.ts'
import { AccountText } from '#web/parts/identity/AccountText.tsx'
import { ProviderLink } from '#web/parts/provider/ProviderLink.tsx'
import { providerNameQuery } from '#web/parts/provider/providerNameQuery.ts'

/** Shows who provides a machine: the name that the provider chose, its bond, and the day of its first machine. */
export function ProviderFacts({ provider }: { readonly provider: string }) {
  const t = useTranslations('listing.provider')
  const { data, isError } = useQuery(providerNameQuery(browserApi, provider))
  const known = (value: ReactNode) => (isError ? t('failed') : (value ?? <Skeleton width={120} />))
  return (
    <FactTable
      title={t('title')}
      text={t('text')}
      rows={[
        [t('name'), <ProviderLink key="name" account={provider} name={data?.name ?? null} />],
        [t('account'), <AccountText key="account" account={provider} />],
        [t('bond'), known(data && <Bond key="bond" units={data.bonded} />)],
        [t('since'), known(data && dateYearText(data.since))],
      ]}
    />
  )
}

function Bond({ units }: { readonly units: string }) {
  const t = useTranslations('listing.provider')
  return units === '0' ? (
    t('noBond')
  ) : (
    <>
      {t('pt', { amount: amountText(BigInt(units)) })}
      <About units={units} />
    </>
  )
}
