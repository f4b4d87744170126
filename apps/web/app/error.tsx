'use client'
import { useTranslations } from 'next-intl'
import { problemOf } from '#web/parts/api/problem.ts'

/**
 * Shows that a page crashed because of our bug, with a button to try again. Every page loads this component with its first script, so it shows less than
 * `ErrorState`.
 */
export default function PageError({ error, reset }: { readonly error: Error & { digest?: string }; readonly reset: () => void }) {
  const t = useTranslations('pageError')
  const tStates = useTranslations('states')
  const { code, sentence } = problemOf(error)
  // React draws this page only in the browser. So the URL of the operator's help comes from an attribute of the root element, which the layout wrote on the
  // server.
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
