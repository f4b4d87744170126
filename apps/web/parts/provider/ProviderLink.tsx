import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Ident } from '#web/parts/identity/Ident.tsx'
import { AccountText } from '#web/parts/identity/AccountText.tsx'

/**
 * Links to the page of a provider. The link text is the provider's chosen name, or else the address. Anyone can choose any name. So a coloured square that
 * depends on the address stands before the name, and the tooltip has the whole address.
 */
export function ProviderLink({ account, name }: { readonly account: string; readonly name: string | null }) {
  return (
    <Link className="link clip" href={`/providers/${account}`} prefetch={false} title={account}>
      {name === null ? <AccountText account={account} /> : <NamedAccount account={account} name={name} />}
    </Link>
  )
}

/** The API labels the names of simulated providers in English. */
function NamedAccount({ account, name }: { readonly account: string; readonly name: string }) {
  const t = useTranslations('search')
  return (
    <span className="inline-flex items-center gap-1.5 align-bottom">
      <Ident account={account} />
      <bdi>{name.replace('(simulated)', t('inName'))}</bdi>
    </span>
  )
}
