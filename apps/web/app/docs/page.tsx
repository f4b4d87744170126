import { errorTable } from '@infinitio/domain'
import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { Panel } from '#web/components/ui/Panel.tsx'
import { docNames, readDoc } from '#web/features/docs/readDoc.ts'
import { languageTags, reading } from '#web/i18n/reading.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('docs')
  return { title: t('title') }
}

/** `/docs`: the guides, the API, and what every error means. */
export default async function DocsPage() {
  const t = await getTranslations('docs')
  const names = await docNames('guides')
  const guides = (await Promise.all(names.map((name) => readDoc(['guides', name], reading().language)))).filter((guide) => guide !== null)
  return (
    <main className="page p-docs">
      <h1>{t('title')}</h1>
      <div className="guides">
        {guides.map((guide) => (
          <Link key={guide.slug} className="card-row" href={`/docs/${guide.slug}`}>
            <b lang={languageTags[guide.language]}>{guide.title}</b>
          </Link>
        ))}
        <Link className="card-row" href="/docs/api">
          <b>{t('api')}</b>
          <span className="t13 dim">{t('apiText')}</span>
        </Link>
      </div>
      <Panel className="mt-5" title={t('errors')} note={t('errorsNote')}>
        <ul className="codes panel-body">
          {Object.keys(errorTable)
            .toSorted()
            .map((code) => (
              <li key={code}>
                <Link className="link mono t13" href={`/docs/errors/${code}`}>
                  {code}
                </Link>
              </li>
            ))}
        </ul>
      </Panel>
    </main>
  )
}
