import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { PageHead } from '#web/components/ui/PageHead.tsx'
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
      <PageHead
        title={t('page')}
        intro={t('intro')}
        links={[
          { href: '/models', label: t('models') },
          { href: '/usage', label: t('usage') },
        ]}
      />
      <PlaygroundView wanted={typeof model === 'string' ? model : null} origins={modelOrigins()} />
    </>
  )
}
