import type { ProblemReportWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Badge } from '#web/components/ui/Badge.tsx'
import { momentText } from '#web/parts/format/clockText.ts'
import { shortHex } from '#web/parts/format/shortHex.ts'

const tones = { open: 'pending', answered: 'final', closed: 'plain' } as const

type ReportItemProps = { readonly report: ProblemReportWire; readonly mayReadFiles: boolean; readonly children?: ReactNode }

/**
 * Shows one report: number, problem, state, text and the provider's answer. Only the reporter and the provider may read the attached files, so others see
 * hashes without links. `children` are the reader's actions.
 */
export function ReportItem({ report, mayReadFiles, children }: ReportItemProps) {
  const t = useTranslations('lease.reports')
  const { number, problem, text, log, artefacts, state, answer, createdAt, answeredAt } = report
  return (
    <li className="stack g2 t13">
      <p className="row between wrap g2">
        <b>{t('name', { number, problem: t(`kind.${problem}`) })}</b>
        <Badge tone={tones[state]}>{t(`state.${state}`)}</Badge>
      </p>
      <p className="t12 dim">{momentText(createdAt)}</p>
      <p className="whitespace-pre-wrap break-words">{text}</p>
      {log !== null && (
        <details>
          <summary>{t('log')}</summary>
          <pre className="mono t12 whitespace-pre-wrap break-all">{log}</pre>
        </details>
      )}
      {artefacts.length > 0 && (
        <div>
          <p className="t12 dim">{t(mayReadFiles ? 'files' : 'othersFiles')}</p>
          <ul className="stack g1">
            {artefacts.map((sha256, at) => (
              <li key={sha256}>
                {mayReadFiles ? (
                  <a href={`/api/v1/artefacts/${sha256}`} download>
                    {t('file', { number: at + 1, hash: shortHex(sha256) })}
                  </a>
                ) : (
                  <span className="mono t12 break-all">{sha256}</span>
                )}
              </li>
            ))}
          </ul>
        </div>
      )}
      {answer !== null && answeredAt !== null && (
        <blockquote className="stack g1">
          <p className="t12 dim">{t('answeredAt', { at: momentText(answeredAt) })}</p>
          <p className="whitespace-pre-wrap break-words">{answer}</p>
        </blockquote>
      )}
      {children}
    </li>
  )
}
