import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { DocumentText } from '#web/features/docs/api/DocumentText.tsx'
import { langOf } from '#web/features/docs/api/inLanguage.ts'
import type { SchemaField } from '#web/features/docs/api/schemaFields.ts'

/** Lists fields with their allowed values. A named schema links to its page. */
export function FieldTable({ fields, label }: { readonly fields: readonly SchemaField[]; readonly label: string }) {
  const t = useTranslations('docs.reference')
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard.
    <section className="panel scroll" aria-label={label} tabIndex={0}>
      <table className="table fields">
        <TableHead columns={[{ name: t('field') }, { name: t('type') }, { name: t('meaning') }]} />
        <tbody>
          {fields.map(({ name, required, description, text, refers }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: alternatives may have fields with the same name; the rows are never reordered.
            <tr key={index}>
              <th scope="row" className="mono">
                {name}
                {!required && <span className="sub">{t('optional')}</span>}
              </th>
              <td className="mono">
                {refers === null ? (
                  text
                ) : (
                  <Link className="link" href={`/docs/api/schemas/${refers}`}>
                    {text}
                  </Link>
                )}
              </td>
              <td lang={langOf(description)}>
                <DocumentText text={description} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
