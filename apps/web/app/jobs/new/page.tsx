import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { NewJobView } from '#web/features/jobs/new-job/NewJobView.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('jobs')
  return { title: t('new.page') }
}

type NewJobPageProps = { readonly searchParams: Promise<{ readonly copy?: string | readonly string[] }> }

/** `/jobs/new`: the form of a new job. With `copy`, the form starts with the file of that job. */
export default async function NewJobPage({ searchParams }: NewJobPageProps) {
  const { copy } = await searchParams
  const t = await getTranslations('jobs')
  return (
    <>
      <nav className="t13 dim" aria-label={t('breadcrumb')}>
        <Link className="link" href="/jobs">
          {t('page')}
        </Link>{' '}
        / {t('new.page')}
      </nav>
      <h1>{t('new.page')}</h1>
      <p className="t13 dim mb-4">{t('new.intro')}</p>
      <NewJobView copyOf={typeof copy === 'string' ? copy : null} />
    </>
  )
}
