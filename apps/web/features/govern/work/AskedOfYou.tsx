'use client'
import Link from 'next/link'
import { Callout } from '#web/components/ui/Callout.tsx'

/** Shows links to the work that this account must judge, because it was selected at random. Shows nothing if there is none. */
export function AskedOfYou({ text, works }: { readonly text: string; readonly works: readonly { readonly href: string; readonly name: string }[] }) {
  if (works.length === 0) return null
  return (
    <Callout tone="warn">
      {text}{' '}
      <span className="row wrap g2">
        {works.map(({ href, name }) => (
          <Link key={href} className="link" href={href}>
            {name}
          </Link>
        ))}
      </span>
    </Callout>
  )
}
