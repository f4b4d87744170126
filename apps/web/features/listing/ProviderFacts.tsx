'use client'
import type { ListingDetailWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { FactTable } from '#web/components/ui/FactTable.tsx'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { dateYearText } from '#web/parts/format/dateYearText.ts'
import { AccountText } from '#web/parts/identity/AccountText.tsx'
import { ProviderLink } from '#web/parts/provider/ProviderLink.tsx'

type ProviderFactsProps = Pick<ListingDetailWire, 'provider' | 'providerName' | 'providerBonded' | 'providerSince' | 'simulated'>

/**
 * Shows facts about the provider of a machine: the name that the provider chose (without one, its address), its account, its bond, and the day of its first
 * machine.
 */
export function ProviderFacts({ provider, providerName, providerBonded, providerSince, simulated }: ProviderFactsProps) {
  const t = useTranslations('listing.provider')
  return (
    <FactTable
      title={t('title')}
      text={t('text', { name: simulated ? 'simulated' : providerName === null ? 'none' : 'chosen' })}
      rows={[
        [t('name'), <ProviderLink key="name" account={provider} name={providerName} />],
        [t('account'), <AccountText key="account" account={provider} />],
        [t('bond'), <Bond key="bond" units={providerBonded} />],
        [t('since'), dateYearText(providerSince)],
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
