'use client'
import type { OrderWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { notify } from '#web/parts/toasts/notify.ts'
import { unwatchOrder, useWatchedOrders, watchOrder } from '#web/features/watch/watchedOrders.ts'

/** Turns notifications for an order on or off. */
export function WatchButton({ order: { orderHash, account, gpusFilled }, title }: { readonly order: OrderWire; readonly title: string }) {
  const t = useTranslations('watch')
  const isWatched = useWatchedOrders().some((watched) => watched.orderHash === orderHash)
  function watch(): void {
    watchOrder({ account, orderHash, title, gpusFilled })
    void notify({ tone: 'success', text: t('started') })
    // Ask for the browser's permission to notify, unless the user has decided before. Even without the permission, the page itself shows a notification.
    if ('Notification' in window && Notification.permission === 'default') void Notification.requestPermission()
  }
  return (
    <button
      type="button"
      className="link"
      aria-pressed={isWatched}
      aria-label={t(isWatched ? 'watchingNamed' : 'named', { title })}
      onClick={isWatched ? () => unwatchOrder(orderHash) : watch}
    >
      {t(isWatched ? 'watching' : 'watch')}
    </button>
  )
}
