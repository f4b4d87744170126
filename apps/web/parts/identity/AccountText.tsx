import { shortHex } from '#web/parts/format/shortHex.ts'
import { Ident } from '#web/parts/identity/Ident.tsx'

/** Shows an account as its coloured square and its short form. The tooltip has the whole address. */
export function AccountText({ account }: { readonly account: string }) {
  return (
    <span className="inline-flex items-center gap-1.5 align-bottom mono nowrap" title={account}>
      <Ident account={account} />
      {shortHex(account)}
    </span>
  )
}
