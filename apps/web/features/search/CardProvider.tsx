import { useQuery } from '@tanstack/react-query'
import { Building2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useSyncExternalStore } from 'react'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { ProviderLink } from '#web/parts/provider/ProviderLink.tsx'
import { providerNameQuery } from '#web/parts/provider/providerNameQuery.ts'

const unchanging = () => () => {}

/** Shows who provides a machine, and the bond out of which the contract compensates renters. */
export function CardProvider({ provider }: { readonly provider: string }) {
  const t = useTranslations('search')
  const query = useQuery(providerNameQuery(browserApi, provider))
  // The list hydrates in parts. A name that arrived for an earlier part must not differ from the server's HTML.
  const isHydrated = useSyncExternalStore(
    unchanging,
    () => true,
    () => false,
  )
  const data = isHydrated ? query.data : null
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
