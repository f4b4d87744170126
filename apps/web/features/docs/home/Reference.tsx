import { errorTable } from '@infinitio/domain'
import { Activity, Braces, CircleAlert, FileCode, type LucideIcon, Package, Webhook } from 'lucide-react'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { operationsOf } from '#web/features/docs/api/apiDocument.ts'
import { readApiDocument } from '#web/features/docs/api/readApiDocument.ts'
import { reading } from '#web/i18n/reading.ts'

/**
 * Links to the reference pages, with the number of endpoints from the OpenAPI document and the number of codes from the error table. If the document cannot be
 * fetched, leaves out the number of endpoints.
 */
export async function Reference() {
  const t = await getTranslations('docs.home')
  const calls = await readApiDocument(reading().language).then(
    (document) => operationsOf(document, null).length,
    (): null => null,
  )
  const rows: readonly { readonly href: string; readonly icon: LucideIcon; readonly title: string; readonly text: string }[] = [
    { href: '/docs/api', icon: Braces, title: t('api'), text: calls === null ? t('apiTextUncounted') : t('apiText', { count: calls }) },
    { href: '/docs/guides/tools', icon: Package, title: t('tools'), text: t('toolsText') },
    { href: '/docs/errors', icon: CircleAlert, title: t('errors'), text: t('errorsText', { count: Object.keys(errorTable).length }) },
    { href: '/docs/guides/notifications', icon: Webhook, title: t('events'), text: t('eventsText') },
    { href: '/docs/contracts', icon: FileCode, title: t('contracts'), text: t('contractsText') },
    { href: '/status', icon: Activity, title: t('status'), text: t('statusText') },
  ]
  return (
    <section aria-labelledby="docs-reference">
      <h2 id="docs-reference">{t('reference')}</h2>
      <div className="references">
        {rows.map(({ href, icon: Icon, title, text }) => (
          <Link key={href} className="card-row" href={href} prefetch={false}>
            <b>
              <Icon className="i" aria-hidden /> {title}
            </b>
            <span className="t13 dim">{text}</span>
          </Link>
        ))}
      </div>
    </section>
  )
}
