import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { Button } from '#web/components/ui/Button.tsx'
import { JobsView } from '#web/features/jobs/JobsView.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('jobs')
  return { title: t('page') }
}

/** `/jobs`: the jobs of the signed-in account. */
export default async function JobsPage() {
  const t = await getTranslations('jobs')
  return (
    <>
      <h1>{t('page')}</h1>
      <p className="t13 dim mb-4">
        {t('intro')}{' '}
        <Link className="link" href="/docs/guides/jobs">
          {t('guide')}
        </Link>
        {' · '}
        <Link className="link" href="/tasks">
          {t('pool')}
        </Link>
      </p>
      <p className="mb-4">
        <Button asChild tone="primary">
          <Link href="/jobs/new">{t('newJob')}</Link>
        </Button>
      </p>
      <JobsView />
    </>
  )
}
