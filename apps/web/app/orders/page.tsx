import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Prefetched } from '#web/parts/api/Prefetched.tsx'
import { serverApi } from '#web/parts/api/serverApi.ts'
import { OrdersView } from '#web/features/orders/OrdersView.tsx'
import { openOrdersQuery, pastOrdersQuery, queuePositionsQuery } from '#web/parts/order/ordersQuery.ts'
import { classesQuery } from '#web/parts/market/classesQuery.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('orders')
  return { title: t('title') }
}

/** `/orders`: lists the account's bids and asks, and the leases that came from them. */
export default async function OrdersPage() {
  const api = await serverApi()
  return (
    <Prefetched
      fetch={(client) => [
        client.prefetchQuery(openOrdersQuery(api, 'bids')),
        client.prefetchInfiniteQuery(pastOrdersQuery(api, 'bids')),
        client.prefetchQuery(queuePositionsQuery(api)),
        client.prefetchQuery(classesQuery(api)),
      ]}
    >
      <OrdersView />
    </Prefetched>
  )
}
