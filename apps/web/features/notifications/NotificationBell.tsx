'use client'
import { useQuery } from '@tanstack/react-query'
import { Bell } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { useLiveTopic } from '#web/parts/live/useLiveTopic.ts'
import { unreadQuery } from '#web/features/notifications/unreadQuery.ts'

const mostShown = 99

/** Links to the notifications of the signed-in account, with the number of unread ones. */
export function NotificationBell() {
  const t = useTranslations('notifications')
  const { data: count = 0 } = useQuery(unreadQuery(browserApi))
  useLiveTopic('notifications')
  const shown = count > mostShown ? `${mostShown}+` : String(count)
  return (
    <Link className="btn ghost icon h32 bell" href="/notifications" prefetch={false} aria-label={t('bell', { count, shown })}>
      <Bell className="i" aria-hidden />
      {count > 0 && <b aria-hidden>{shown}</b>}
    </Link>
  )
}
