'use client'
import { getOrder } from '@infinitio/sdk'
import { useQueries } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { useLiveTopic } from '#web/parts/live/useLiveTopic.ts'
import { notify } from '#web/parts/toasts/notify.ts'
import { orderNotificationOf } from '#web/features/watch/orderNotificationOf.ts'
import { unwatchOrder, type WatchedOrder, watchOrder } from '#web/features/watch/watchedOrders.ts'

/**
 * Notifies the user of changes to watched orders, on every page: in the corner, and by the operating system while the page is hidden. If a change happened
 * while no page was open, the user is notified at the next visit.
 */
export function OrderWatch({ watched }: { readonly watched: readonly WatchedOrder[] }) {
  const t = useTranslations('watch')
  useLiveTopic('wallet')
  const orders = useQueries({
    queries: watched.map(({ orderHash }) => ({ queryKey: ['orders', 'watched', orderHash], queryFn: () => getOrder(browserApi, orderHash) })),
  })
  useEffect(() => {
    for (const one of watched) {
      const order = orders.find(({ data }) => data?.orderHash === one.orderHash)?.data
      const notification = order === undefined ? null : orderNotificationOf(one, order)
      if (order === undefined || notification === null) continue
      // Stores the change before the notification, so that the user is never notified twice.
      if (notification.isOver) unwatchOrder(one.orderHash)
      else watchOrder({ ...one, gpusFilled: order.gpusFilled })
      tell(t(`told.${notification.kind}`, { title: one.title, gpus: notification.gpus }))
    }
  }, [watched, orders, t])
  return null
}

function tell(text: string): void {
  void notify({ tone: 'success', text })
  if (document.hidden && 'Notification' in window && Notification.permission === 'granted') new Notification('Infinitio', { body: text })
}
