import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Badge } from '#web/components/ui/Badge.tsx'

/** Why there was no answer, as far as there are words for it; others stand as the code they are. */
const failures = ['timeout', 'address_refused', 'econnrefused', 'econnreset', 'ehostunreach', 'server_away', 'server_login', 'server_tls'] as const

type TryBadgeProps = { readonly status: number | null; readonly error: string | null; readonly done: ReactNode }

/** What came of a try to tell somebody: `done`, the number that was answered, or why nothing was. */
export function TryBadge({ status, error, done }: TryBadgeProps) {
  const t = useTranslations('notifications.failure')
  if (error === null) return <Badge tone="final">{done}</Badge>
  const known = failures.find((failure) => failure === error)
  return <Badge tone="bad">{status ?? (known === undefined ? error : t(known))}</Badge>
}
