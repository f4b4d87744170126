import type { NotificationKind } from '@infinitio/domain'
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
  Webhook,
} from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { momentText } from '#web/parts/format/clockText.ts'
import { pathOf } from '#web/features/notifications/pathOf.ts'
import { useToldText } from '#web/features/notifications/useToldText.ts'

const icons: Record<NotificationKind, LucideIcon> = {
  lease_ready: BadgeCheck,
  lease_ending: CalendarClock,
  lease_ended: Receipt,
  lease_budget: Gauge,
  key_budget: Gauge,
  machine_lost: TriangleAlert,
  order_filled: Handshake,
  lease_shared: UserPlus,
  share_changed: UserCog,
  share_ended: UserMinus,
  search_found: Search,
  node_leased: Handshake,
  node_silent: Unplug,
  node_lost: TriangleAlert,
  webhook_disabled: Webhook,
}

/** One thing one was told, which leads to what it is about. */
export function NotificationLine({ item, onOpen }: { readonly item: NotificationWire; readonly onOpen: () => void }) {
  const t = useTranslations('notifications')
  const text = useToldText(item)
  const Icon = icons[item.kind]
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
