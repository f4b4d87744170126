import Link from 'next/link'
import { AccountText } from '#web/parts/identity/AccountText.tsx'

/** Links to the page of a provider, under its chosen name or else its address. The tooltip has the whole address. */
export function ProviderLink({ account, name }: { readonly account: string; readonly name: string | null }) {
  return (
    <Link className="link clip" href={`/providers/${account}`} prefetch={false} title={account}>
      {name === null ? <AccountText account={account} /> : <bdi>{name}</bdi>}
    </Link>
  )
}
