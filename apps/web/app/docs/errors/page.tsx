import { type ErrorCode, errorTable } from '@infinitio/domain'
import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import type { CSSProperties } from 'react'
import { SoftLinks } from '#web/components/ui/SoftLinks.tsx'
import { errorSentences } from '#web/i18n/reading.ts'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('docs')
  return { title: t('errors') }
}

/** `/docs/errors`: lists every error code with its HTTP status and its sentence, by area. */
export default async function ErrorsPage() {
  const t = await getTranslations('docs')
  const codes = (Object.keys(errorTable) as ErrorCode[]).toSorted()
  const sentences = errorSentences()
  return (
    <main className="page p-docs home">
      <nav className="t13 dim" aria-label={t('breadcrumb')}>
        <Link className="link" href="/docs">
          {t('title')}
        </Link>{' '}
        / {t('errors')}
      </nav>
      <h1>{t('errors')}</h1>
      <p className="lead">{t('errorsNote', { count: codes.length })}</p>
      <SoftLinks>
        {[...Map.groupBy(codes, areaOf)].map(([area, inArea]) => (
          <section key={area} className="area" style={{ '--rows': inArea.length } as CSSProperties} aria-labelledby={`errors-${area}`}>
            <h2 id={`errors-${area}`} className="mono">
              {area}
            </h2>
            <dl className="codes">
              {inArea.map((code) => (
                <div key={code}>
                  <dt>
                    <a className="link mono t13" href={`/docs/errors/${code}`}>
                      {code}
                    </a>{' '}
                    <span className="t13 dim num">{errorTable[code].http}</span>
                  </dt>
                  <dd className="t13">{sentences[code] ?? errorTable[code].sentence}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </SoftLinks>
    </main>
  )
}

function areaOf(code: ErrorCode): string {
  return code.split('.')[0] ?? code
}
