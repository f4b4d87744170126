import Link from 'next/link'
import { shortHex } from '#web/parts/format/shortHex.ts'

/** Shows a transaction as a link to its page in this market. */
export function TxLink({ hash }: { readonly hash: string }) {
  return (
    <Link className="link mono" href={`/tx/${hash}`} title={hash}>
      {shortHex(hash)}
    </Link>
  )
}
