import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { SoftLinks } from '#web/components/ui/SoftLinks.tsx'
import { ApiCrumbs } from '#web/features/docs/api/ApiCrumbs.tsx'
import { DocumentText } from '#web/features/docs/api/DocumentText.tsx'
import { langOf } from '#web/features/docs/api/inLanguage.ts'
import { OperationIndex } from '#web/features/docs/api/OperationIndex.tsx'
import { readApiDocument } from '#web/features/docs/api/readApiDocument.ts'
import { reading } from '#web/i18n/reading.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('docs')
  return { title: t('api'), description: t('apiText') }
}

/** `/docs/api`: lists every endpoint of the OpenAPI document that the API serves. */
export default async function ApiPage() {
  const t = await getTranslations('docs')
  const document = await readApiDocument(reading().language)
  return (
    <main className="page p-docs p-api">
      <ApiCrumbs here={null} />
      <h1>{t('api')}</h1>
      <p className="lead" lang={langOf(document.info.description)}>
        <DocumentText text={document.info.description} />
      </p>
      <p>
        {t.rich('reference.intro', {
          server: document.servers[0]?.url ?? '',
          mono: (words) => <span className="mono">{words}</span>,
          json: (words) => (
            <a className="link" href="/api/v1/openapi.json">
              {words}
            </a>
          ),
          orders: (words) => (
            <Link className="link" href="/docs/guides/orders">
              {words}
            </Link>
          ),
        })}{' '}
        {t.rich('reference.browse', {
          browse: (words) => (
            <Link className="link" href="/docs/api/browse" prefetch={false}>
              {words}
            </Link>
          ),
        })}
      </p>
      <SoftLinks>
        <OperationIndex
          document={document}
          titleOf={(tag) => <a href={`/docs/api/${tag}`}>{tag}</a>}
          hrefOf={({ operationId, tags }) => `/docs/api/${tags[0]}#${operationId}`}
        />
      </SoftLinks>
    </main>
  )
}
