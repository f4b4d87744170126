'use client'
import type { OrderWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { notify } from '#web/parts/toasts/notify.ts'
import { unwatchOrder, useWatchedOrders, watchOrder } from '#web/features/watch/watchedOrders.ts'

/** Asks to be told when an order fills or leaves the book, or asks no more. */
export function WatchButton({ order: { orderHash, account, gpusFilled }, title }: { readonly order: OrderWire; readonly title: string }) {
  const t = useTranslations('watch')
  const isWatched = useWatchedOrders().some((watched) => watched.orderHash === orderHash)
  function watch(): void {
    watchOrder({ account, orderHash, title, gpusFilled })
    void notify({ tone: 'success', text: t('started') })
    // The system asks the person once; whatever they say, the page itself tells.
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
