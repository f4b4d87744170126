'use client'
import { useTranslations } from 'next-intl'
import { ErrorState } from '#web/features/api/ErrorState.tsx'

/** What shows when a page itself breaks: our bug, said plainly, with a way on. */
export default function PageError({ error, reset }: { readonly error: Error & { digest?: string }; readonly reset: () => void }) {
  const t = useTranslations('pageError')
  return (
    <main className="page">
      <ErrorState title={t('title')} error={error} onRetry={reset} />
    </main>
  )
}
