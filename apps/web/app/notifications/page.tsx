import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Prefetched } from '#web/parts/api/Prefetched.tsx'
import { serverApi } from '#web/parts/api/serverApi.ts'
import { notificationsQuery } from '#web/features/notifications/notificationsQuery.ts'
import { NotificationsView } from '#web/features/notifications/NotificationsView.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('notifications')
  return { title: t('title') }
}

/** `/notifications`: lists the notifications of the account. */
export default async function NotificationsPage() {
  const api = await serverApi()
  return (
    <Prefetched fetch={(client) => [client.prefetchInfiniteQuery(notificationsQuery(api))]}>
      <NotificationsView />
    </Prefetched>
  )
}
