import Link from 'next/link'
import { AccountText } from '#web/parts/identity/AccountText.tsx'

/** An account as a link to what the chain says of it. */
export function AccountLink({ account }: { readonly account: string }) {
  return (
    <Link href={`/explorer/address/${account}`}>
      <AccountText account={account} />
    </Link>
  )
}
