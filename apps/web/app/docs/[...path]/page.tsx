import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { GuideList, GuideSteps } from '#web/features/docs/GuideNav.tsx'
import { guidePlace } from '#web/features/docs/guideGroups.ts'
import { Markdown } from '#web/features/docs/Markdown.tsx'
import { PageContents } from '#web/features/docs/PageContents.tsx'
import { readDoc } from '#web/features/docs/readDoc.ts'
import { languageTags, reading } from '#web/i18n/reading.ts'

type PageProps = { readonly params: Promise<{ readonly path: readonly string[] }> }

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const doc = await readDoc((await params).path, reading().language)
  const t = await getTranslations('docs')
  return { title: doc?.title ?? t('title') }
}

/** `/docs/…`: one page of the repository's docs. */
export default async function DocPage({ params }: PageProps) {
  const doc = await readDoc((await params).path, reading().language)
  if (doc === null) notFound()
  const t = await getTranslations('docs')
  const place = guidePlace(doc.slug)
  return (
    <main className="page p-docs">
      <nav className="t13 dim mb-4" aria-label={t('breadcrumb')}>
        <Link className="link" href="/docs">
          {t('title')}
        </Link>{' '}
        / <span lang={languageTags[doc.language]}>{doc.title}</span>
      </nav>
      {doc.language !== reading().language && <p className="t13 dim mb-4">{t('onlyEnglish')}</p>}
      <div className={place === null ? 'doc' : 'doc guide'}>
        {place !== null && <GuideList place={place} here={doc.slug} />}
        <PageContents doc={doc} />
        <div className="docbody">
          <Markdown doc={doc} />
          {place !== null && <GuideSteps place={place} />}
        </div>
      </div>
    </main>
  )
}
