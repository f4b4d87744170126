import { errorTable } from '@infinitio/domain'
import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { Panel } from '#web/components/ui/Panel.tsx'
import { guideGroups, guidesOf } from '#web/features/docs/guideGroups.ts'
import { readDoc } from '#web/features/docs/readDoc.ts'
import { languageTags, reading } from '#web/i18n/reading.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('docs')
  return { title: t('title') }
}

/** `/docs`: links the guides by task, the API reference and the page of every error. */
export default async function DocsPage() {
  const t = await getTranslations('docs')
  const codes = Object.keys(errorTable).toSorted()
  return (
    <main className="page p-docs">
      <h1>{t('title')}</h1>
      {guideGroups.map((group) => (
        <section key={group.id} aria-label={t(`group.${group.id}`)}>
          <header className="sh">
            <h2>{t(`group.${group.id}`)}</h2>
          </header>
          <div className="guides">
            {guidesOf(group).map((name) => (
              <GuideCard key={name} name={name} />
            ))}
            {group.id === 'program' && (
              <Link className="card-row" href="/docs/api">
                <b>{t('api')}</b>
                <span className="t13 dim">{t('apiText')}</span>
              </Link>
            )}
          </div>
        </section>
      ))}
      <Panel className="mt-5" title={t('errors')} note={t('errorsNote')}>
        <details className="panel-body">
          <summary className="link">{t('showErrors', { count: codes.length })}</summary>
          <ul className="codes mt-4">
            {codes.map((code) => (
              <li key={code}>
                <Link className="link mono t13" href={`/docs/errors/${code}`}>
                  {code}
                </Link>
              </li>
            ))}
          </ul>
        </details>
      </Panel>
    </main>
  )
}

/** Shows a guide in the reader's language, or in English if no translation exists. */
async function GuideCard({ name }: { readonly name: string }) {
  const t = await getTranslations('docs')
  const { language } = reading()
  const guide = await readDoc(['guides', name], language)
  if (guide === null) return null
  return (
    <Link className="card-row" href={`/docs/${guide.slug}`}>
      <b lang={languageTags[guide.language]}>{guide.title}</b>
      {guide.language !== language && <span className="t13 dim">{t('onlyEnglish')}</span>}
    </Link>
  )
}
