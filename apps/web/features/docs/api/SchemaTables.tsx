import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ApiSchema } from '#web/features/docs/api/apiDocument.ts'
import { FieldTable } from '#web/features/docs/api/FieldTable.tsx'
import { schemaVariants } from '#web/features/docs/api/schemaFields.ts'

/** Shows the fields of a schema. Each alternative of a schema has its own table, or a link to the page of its schema. */
export function SchemaTables({ schema, label }: { readonly schema: ApiSchema; readonly label: string }) {
  const t = useTranslations('docs.reference')
  const variants = schemaVariants(schema)
  const [only, ...others] = variants
  if (only !== undefined && others.length === 0 && only.refers === null)
    return only.fields.length === 0 ? null : <FieldTable label={label} fields={only.fields} />
  return variants.map(({ title, refers, fields }, index) => {
    const name = `${label}, ${t('variant', { number: index + 1 })}`
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: alternatives have no key but their position, and are never reordered.
      <div key={index} className="stack g2">
        <p>
          <b className="strong">{t('variant', { number: index + 1 })}</b>{' '}
          {refers === null ? (
            <span className="mono">{title}</span>
          ) : (
            <Link className="link mono" href={`/docs/api/schemas/${refers}`}>
              {refers}
            </Link>
          )}
        </p>
        {fields.length > 0 && <FieldTable label={name} fields={fields} />}
      </div>
    )
  })
}
