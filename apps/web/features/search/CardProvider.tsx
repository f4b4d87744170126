import { Building2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { ProviderLink } from '#web/parts/provider/ProviderLink.tsx'
import type { ProviderName } from '#web/parts/provider/providerNameQuery.ts'
import { useProviderName } from '#web/parts/provider/useProviderName.ts'

/** Shows who provides a machine, and the bond out of which the contract compensates renters. */
export function CardProvider({ provider }: { readonly provider: string }) {
  return <ProviderLine provider={provider} known={useProviderName(provider).known} />
}

type ProviderLineProps = { readonly provider: string; readonly known: ProviderName | null | undefined }

/** The line of a card about a provider. Without its name it shows the address. */
export function ProviderLine({ provider, known: data }: ProviderLineProps) {
  const t = useTranslations('search')
  return (
    <li className="prov">
      <Building2 className="i s" aria-hidden />
      <ProviderLink account={provider} name={data?.name ?? null} />
      {data && (
        <span className="dim">
          {t('bond', { bonded: data.bonded === '0' ? 'none' : 'some', amount: amountText(BigInt(data.bonded)) })}
          {data.bonded !== '0' && <About units={data.bonded} />}
        </span>
      )}
    </li>
  )
}
