import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { ModelView } from '#web/features/model/ModelView.tsx'
import { modelOrigins, supportUrl } from '#web/i18n/reading.ts'

type ModelPageProps = { readonly params: Promise<{ readonly id: string }> }

export async function generateMetadata({ params }: ModelPageProps): Promise<Metadata> {
  return { title: decodeURIComponent((await params).id) }
}

/** `/models/[id]`: one model with the services that offer it, how to call it, and where to report a service. */
export default async function ModelPage({ params }: ModelPageProps) {
  const t = await getTranslations('model')
  const model = decodeURIComponent((await params).id)
  return (
    <>
      <p className="crumb t13 dim mb-2">
        <Link className="link" href="/models">
          {t('models')}
        </Link>{' '}
        / {model}
      </p>
      <ModelView model={model} supportUrl={supportUrl()} origins={modelOrigins()} />
    </>
  )
}
