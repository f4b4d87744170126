import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { ApiCrumbs } from '#web/features/docs/api/ApiCrumbs.tsx'
import { DocumentText } from '#web/features/docs/api/DocumentText.tsx'
import { langOf } from '#web/features/docs/api/inLanguage.ts'
import { readApiDocument } from '#web/features/docs/api/readApiDocument.ts'
import { reading } from '#web/i18n/reading.ts'
import { SchemaTables } from '#web/features/docs/api/SchemaTables.tsx'
import { schemaText, schemaVariants } from '#web/features/docs/api/schemaFields.ts'

type PageProps = { readonly params: Promise<{ readonly name: string }> }

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: (await params).name.slice(0, 60) }
}

/** `/docs/api/schemas/Bid`: shows the fields of one named schema. */
export default async function ApiSchemaPage({ params }: PageProps) {
  const { name } = await params
  const { components } = await readApiDocument(reading().language)
  const schema = Object.hasOwn(components.schemas, name) ? components.schemas[name] : undefined
  if (schema === undefined) notFound()
  const t = await getTranslations('docs.reference')
  const hasFields = schemaVariants(schema).some(({ refers, fields }) => refers !== null || fields.length > 0)
  const pattern = typeof schema.pattern === 'string' ? schema.pattern : null
  return (
    <main className="page p-docs p-api">
      <ApiCrumbs here={name} />
      <h1>{name}</h1>
      {typeof schema.description === 'string' && (
        <p lang={langOf(schema.description)}>
          <DocumentText text={schema.description} />
        </p>
      )}
      {hasFields ? <SchemaTables label={t('fieldsOf', { name })} schema={schema} /> : <p className="mono">{schemaText(schema).text}</p>}
      {pattern !== null && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard.
        <pre className="mono pattern" tabIndex={0}>
          {pattern}
        </pre>
      )}
    </main>
  )
}
