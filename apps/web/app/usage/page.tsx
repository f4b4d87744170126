import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { PageHead } from '#web/components/ui/PageHead.tsx'
import { UsageView } from '#web/features/usage/UsageView.tsx'
import { modelOrigins } from '#web/i18n/reading.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('usage')
  return { title: t('page') }
}

/** `/usage`: shows the prepaid balance and the payment channels of the account at the service ledger, and the amounts that AI services charged on each day. */
export default async function UsagePage() {
  const t = await getTranslations('usage')
  return (
    <>
      <PageHead
        title={t('page')}
        intro={t('intro')}
        links={[
          { href: '/models', label: t('models') },
          { href: '/playground', label: t('playground') },
        ]}
      />
      <UsageView origins={modelOrigins()} />
    </>
  )
}
