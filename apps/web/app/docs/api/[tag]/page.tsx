import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { ApiCrumbs } from '#web/features/docs/api/ApiCrumbs.tsx'
import { operationsOf } from '#web/features/docs/api/apiDocument.ts'
import { OperationView } from '#web/features/docs/api/OperationView.tsx'
import { readApiDocument } from '#web/features/docs/api/readApiDocument.ts'
import { reading } from '#web/i18n/reading.ts'

type PageProps = { readonly params: Promise<{ readonly tag: string }> }

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const t = await getTranslations('docs.reference')
  return { title: t('endpointsOf', { tag: (await params).tag.slice(0, 40) }) }
}

/** `/docs/api/orders`: lists the endpoints of one tag of the OpenAPI document. */
export default async function ApiTagPage({ params }: PageProps) {
  const { tag } = await params
  const operations = operationsOf(await readApiDocument(reading().language), tag)
  if (operations.length === 0) notFound()
  const t = await getTranslations('docs.reference')
  return (
    <main className="page p-docs p-api">
      <ApiCrumbs here={tag} />
      <h1>{t('endpointsOf', { tag })}</h1>
      {operations.map((operation) => (
        <OperationView key={operation.operationId} operation={operation} />
      ))}
    </main>
  )
}
