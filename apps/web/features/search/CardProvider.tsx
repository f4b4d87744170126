import { useQuery } from '@tanstack/react-query'
import { Building2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useIsHydrated } from '#web/components/ui/useIsHydrated.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { ProviderLink } from '#web/parts/provider/ProviderLink.tsx'
import { type ProviderName, providerNameQuery } from '#web/parts/provider/providerNameQuery.ts'

/** Shows who provides a machine, and the bond out of which the contract compensates renters. */
export function CardProvider({ provider }: { readonly provider: string }) {
  const query = useQuery(providerNameQuery(browserApi, provider))
  // The list hydrates in parts. A name that arrived for an earlier part must not differ from the server's HTML.
  return <ProviderLine provider={provider} known={useIsHydrated() ? query.data : undefined} />
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
