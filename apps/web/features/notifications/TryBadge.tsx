import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Badge } from '#web/components/ui/Badge.tsx'

/** Error codes of failed deliveries for which there is a translated explanation; other codes are shown as they are. */
const failures = ['timeout', 'address_refused', 'econnrefused', 'econnreset', 'ehostunreach', 'server_away', 'server_login', 'server_tls'] as const

type TryBadgeProps = { readonly status: number | null; readonly error: string | null; readonly done: ReactNode }

/** Shows the result of sending a notification: the text `done`, the HTTP status, or the reason of the failure. */
export function TryBadge({ status, error, done }: TryBadgeProps) {
  const t = useTranslations('notifications.failure')
  if (error === null) return <Badge tone="final">{done}</Badge>
  const known = failures.find((failure) => failure === error)
  return <Badge tone="bad">{status ?? (known === undefined ? error : t(known))}</Badge>
}
