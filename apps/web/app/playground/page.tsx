import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { PlaygroundView } from '#web/features/playground/PlaygroundView.tsx'
import { modelOrigins } from '#web/i18n/reading.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('playground')
  return { title: t('page') }
}

type Query = { readonly searchParams: Promise<{ readonly model?: string | string[] }> }

/** `/playground`: chats with AI models, paid by this browser. `?model=` chooses the model. */
export default async function PlaygroundPage({ searchParams }: Query) {
  const t = await getTranslations('playground')
  const { model } = await searchParams
  return (
    <>
      <h1>{t('page')}</h1>
      <p className="t13 dim mb-4">
        {t('intro')}{' '}
        <Link className="link" href="/models">
          {t('models')}
        </Link>{' '}
        ·{' '}
        <Link className="link" href="/usage">
          {t('usage')}
        </Link>
      </p>
      <PlaygroundView wanted={typeof model === 'string' ? model : null} origins={modelOrigins()} />
    </>
  )
}
