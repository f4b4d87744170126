'use client'
import { useTranslations } from 'next-intl'
import { problemOf } from '#web/parts/api/problem.ts'

/**
 * Shows that a page crashed because of our bug, with a button to try again. It draws less than `ErrorState`, because every page loads it with its
 * first script.
 */
export default function PageError({ error, reset }: { readonly error: Error & { digest?: string }; readonly reset: () => void }) {
  const t = useTranslations('pageError')
  const tStates = useTranslations('states')
  const { code, sentence } = problemOf(error)
  // React draws this page only in the browser, so it reads the operator's address for help from the attribute that the layout wrote on the page.
  const { support } = document.documentElement.dataset
  return (
    <main className="page">
      <div className="panel">
        <div className="error" role="alert">
          <h1>{t('title')}</h1>
          <p>{sentence}</p>
          <p className="mono t12 dim">{code}</p>
          <div className="row wrap">
            <button type="button" className="btn primary" onClick={reset}>
              {tStates('tryNow')}
            </button>
            {support && (
              <a className="btn" href={support}>
                {t('support')}
              </a>
            )}
          </div>
        </div>
      </div>
    </main>
  )
}
