import { MapPinOff } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { StateBox } from '#web/components/ui/StateBox.tsx'

type Way = { readonly href: string; readonly label: string }
type NothingHereProps = { readonly title: string; readonly ways: readonly [Way, ...Way[]]; readonly children: ReactNode }

/** What stands at an address that leads nowhere: what that means, and ways on, the likeliest first. */
export function NothingHere({ title, ways, children }: NothingHereProps) {
  return (
    <div className="panel">
      <StateBox
        kind="empty"
        icon={MapPinOff}
        title={title}
        actions={ways.map(({ href, label }, place) => (
          <Button key={href} asChild {...(place === 0 ? { tone: 'primary' } : {})}>
            <Link href={href}>{label}</Link>
          </Button>
        ))}
      >
        {children}
      </StateBox>
    </div>
  )
}
