import Link from 'next/link'
import { notificationPath, notificationRows, type NotificationSign } from '@infinitio/domain'
import type { NotificationWire } from '@infinitio/domain/wire'
import {
  BadgeCheck,
  CalendarClock,
  Gauge,
  Handshake,
  type LucideIcon,
  Receipt,
  Search,
  TriangleAlert,
  Unplug,
  UserCog,
  UserMinus,
  UserPlus,
  Vote,
  Webhook,
} from 'lucide-react'
import { useTranslations } from 'next-intl'
import { momentText } from '#web/parts/format/clockText.ts'
import { useNotificationText } from '#web/features/notifications/useNotificationText.ts'
import { searchOfSaved } from '#web/parts/search/savedQuery.ts'
import { paramsOfSearch } from '#web/parts/search/searchState.ts'

const icons: Record<NotificationSign, LucideIcon> = {
  done: BadgeCheck,
  time: CalendarClock,
  receipt: Receipt,
  budget: Gauge,
  warning: TriangleAlert,
  deal: Handshake,
  joined: UserPlus,
  changed: UserCog,
  left: UserMinus,
  search: Search,
  unplugged: Unplug,
  webhook: Webhook,
  vote: Vote,
}

/** Shows one notification as a link to the page that it is about. */
export function NotificationLine({ item, onOpen }: { readonly item: NotificationWire; readonly onOpen: () => void }) {
  const t = useTranslations('notifications')
  const text = useNotificationText(item)
  const Icon = icons[notificationRows[item.kind].sign]
  return (
    <li className={item.read ? undefined : 'new'}>
      <Link href={pathOf(item)} prefetch={false} onClick={onOpen}>
        {item.read ? <span /> : <i className="dot ok" role="img" aria-label={t('unread')} />}
        <Icon className="i" aria-hidden />
        <span className="min-w-0">{text}</span>
        <time className="t13 dim nowrap" dateTime={new Date(item.at * 1_000).toISOString()}>
          {momentText(item.at)}
        </time>
      </Link>
    </li>
  )
}

/** Returns the path of a notification's subject. A saved search links to its results. */
function pathOf(item: NotificationWire): string {
  if (item.kind !== 'search_found') return notificationPath(item)
  const params = paramsOfSearch(searchOfSaved(item.facts.query))
  return params === '' ? '/gpus' : `/gpus?${params}`
}
