import Link from 'next/link'
import { AccountText } from '#web/parts/identity/AccountText.tsx'

/** Shows an account as a link to its page in the explorer. */
export function AccountLink({ account }: { readonly account: string }) {
  return (
    <Link href={`/explorer/address/${account}`}>
      <AccountText account={account} />
    </Link>
  )
}
