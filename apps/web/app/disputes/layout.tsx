import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { PageMessages } from '#web/i18n/PageMessages.tsx'

/** Frames the pages of disputes with their title and the link to the guide. */
export default async function DisputesLayout({ children }: { readonly children: ReactNode }) {
  const t = await getTranslations('govern.disputes')
  return (
    <PageMessages of="disputes">
      <main className="page p-govern">
        <h1>{t('page')}</h1>
        <p className="t13 dim mb-4">
          {t('intro')}{' '}
          <Link className="link" href="/docs/guides/disputes">
            {t('guide')}
          </Link>
        </p>
        {children}
      </main>
    </PageMessages>
  )
}
