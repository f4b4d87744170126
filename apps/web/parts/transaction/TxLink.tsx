import Link from 'next/link'
import { shortHex } from '#web/parts/format/shortHex.ts'

/** A transaction as a link to our own page about it. */
export function TxLink({ hash }: { readonly hash: string }) {
  return (
    <Link className="link mono" href={`/tx/${hash}`} title={hash}>
      {shortHex(hash)}
    </Link>
  )
}
