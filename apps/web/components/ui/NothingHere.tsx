import { type LucideIcon, MapPinOff } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { StateBox } from '#web/components/ui/StateBox.tsx'

type Way = { readonly href: string; readonly label: string }
type NothingHereProps = {
  readonly icon?: LucideIcon
  readonly title: string
  /** True if this is the only content of its page. */
  readonly isPage?: boolean
  readonly ways: readonly [Way, ...Way[]]
  readonly children: ReactNode
}

/** Explains why a URL or a list has nothing to show. Links to other pages, the most useful first. */
export function NothingHere({ icon = MapPinOff, title, isPage = false, ways, children }: NothingHereProps) {
  return (
    <div className="panel">
      <StateBox
        kind="empty"
        isPage={isPage}
        icon={icon}
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
