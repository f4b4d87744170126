import '#web/styles/pages/browse.css'
import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { ApiCrumbs } from '#web/features/docs/api/ApiCrumbs.tsx'
import { ApiBrowser } from '#web/features/docs/api/ApiBrowser.tsx'
import { OperationIndex } from '#web/features/docs/api/OperationIndex.tsx'
import { readApiDocument } from '#web/features/docs/api/readApiDocument.ts'
import { languageTags, reading } from '#web/i18n/reading.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('docs.browse')
  return { title: t('title'), description: t('description') }
}

/**
 * `/docs/api/browse`: lists every endpoint with a field that filters them. A chosen endpoint opens in Scalar, an interactive viewer of the OpenAPI document
 * with an example request in several programming languages.
 */
export default async function BrowseApiPage() {
  const t = await getTranslations('docs.browse')
  const document = await readApiDocument(reading().language)
  const link = (words: ReactNode) => (
    <Link className="link" href="/docs/api">
      {words}
    </Link>
  )
  return (
    <main className="p-browse">
      <div className="page p-docs head">
        <ApiCrumbs here={t('title')} />
        <h1>{t('title')}</h1>
        <p>{t.rich('text', { link })}</p>
        <noscript>
          <p>{t.rich('noScript', { link })}</p>
        </noscript>
      </div>
      <ApiBrowser
        language={languageTags[reading().language]}
        words={{
          loading: t('loading'),
          failed: t('failed'),
          failedText: t.rich('failedText', { link }),
          again: t('again'),
          filter: t('filter'),
          hint: t('hint'),
          shown: t('shown'),
          none: t('none'),
          open: t('open'),
          back: t('back'),
        }}
      >
        <OperationIndex document={document} titleOf={(tag) => tag} hrefOf={({ method, path, tags }) => `#tag/${tags[0]}/${method}${path}`} />
      </ApiBrowser>
    </main>
  )
}
