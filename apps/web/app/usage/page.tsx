import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { UsageView } from '#web/features/usage/UsageView.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('usage')
  return { title: t('page') }
}

/** `/usage`: shows the prepaid balance and the payment channels of the account at the service ledger, and the amounts that AI services charged on each day. */
export default async function UsagePage() {
  const t = await getTranslations('usage')
  return (
    <>
      <h1>{t('page')}</h1>
      <p className="t13 dim mb-4">
        {t('intro')}{' '}
        <Link className="link" href="/models">
          {t('models')}
        </Link>{' '}
        ·{' '}
        <Link className="link" href="/playground">
          {t('playground')}
        </Link>
      </p>
      <UsageView />
    </>
  )
}
