'use client'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { FactTable } from '#web/features/listing/FactTable.tsx'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { dateYearText } from '#web/parts/format/dateYearText.ts'
import { AccountText } from '#web/parts/identity/AccountText.tsx'
import { ProviderLink } from '#web/parts/provider/ProviderLink.tsx'
import { useProviderName } from '#web/parts/provider/useProviderName.ts'

/** Shows who provides a machine: the name that the provider chose, its bond, and the day of its first machine. */
export function ProviderFacts({ provider }: { readonly provider: string }) {
  return <ProviderTable provider={provider} {...useProviderName(provider)} />
}

type ProviderTableProps = { readonly provider: string } & ReturnType<typeof useProviderName>

/** The facts of a provider. Without its name it shows the address. */
export function ProviderTable({ provider, known: data, isError }: ProviderTableProps) {
  const t = useTranslations('listing.provider')
  const shown = (value: ReactNode) => (isError ? t('failed') : (value ?? <Skeleton width={120} />))
  return (
    <FactTable
      title={t('title')}
      text={t('text')}
      rows={[
        [t('name'), <ProviderLink key="name" account={provider} name={data?.name ?? null} />],
        [t('account'), <AccountText key="account" account={provider} />],
        [t('bond'), shown(data && <Bond key="bond" units={data.bonded} />)],
        [t('since'), shown(data && dateYearText(data.since))],
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
