import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { Prefetched } from '#web/parts/api/Prefetched.tsx'
import { serverApi } from '#web/parts/api/serverApi.ts'
import { sessionKeysQuery } from '#web/features/session-keys/sessionKeysQuery.ts'
import { SessionKeysView } from '#web/features/session-keys/SessionKeysView.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('sessionKeys')
  return { title: t('title') }
}

/** `/wallet/keys`: lists the session keys that act for the account within limits. */
export default async function SessionKeysPage() {
  const api = await serverApi()
  return (
    <Prefetched fetch={(client) => [client.prefetchQuery(sessionKeysQuery(api))]}>
      <SessionKeysView />
    </Prefetched>
  )
}
