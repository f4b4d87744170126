import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { getChain } from '@infinitio/sdk'
import { Prefetched } from '#web/parts/api/Prefetched.tsx'
import { serverApi } from '#web/parts/api/serverApi.ts'
import { lastMonths } from '#web/features/statement/lastMonths.ts'
import { statementQuery } from '#web/features/statement/statementQuery.ts'
import { StatementView } from '#web/features/statement/StatementView.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('wallet.monthly')
  return { title: t('title') }
}

/** `/wallet/statement`: shows the account's balance changes of one month at a time. */
export default async function StatementPage() {
  const api = await serverApi()
  // Months begin by the clock of the chain, which a development market can move. Without a chain, this computer's clock is close enough to show a page.
  const now = await getChain(api).then(
    ({ chainNow }) => chainNow,
    () => Math.floor(Date.now() / 1_000),
  )
  const [month = ''] = lastMonths(now, 1)
  return (
    <Prefetched fetch={(client) => [client.prefetchQuery(statementQuery(api, month))]}>
      <StatementView now={now} />
    </Prefetched>
  )
}
