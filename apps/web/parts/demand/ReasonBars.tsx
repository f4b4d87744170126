import clsx from 'clsx'
import { useTranslations } from 'next-intl'
import type { DemandRow } from '#web/parts/demand/demandRows.ts'

type ReasonBarsProps = {
  readonly rows: readonly DemandRow[]
  /** True to mark the reasons that the provider can change. */
  readonly isMarked: boolean
}

/** Shows a bar for each reason why bids did not rent a machine. */
export function ReasonBars({ rows, isMarked }: ReasonBarsProps) {
  const t = useTranslations('demand')
  const most = Math.max(1, ...rows.map(({ bids }) => bids))
  return (
    <>
      <ul className="why mt-2">
        {rows.map(({ reason, bids, canChange }) => (
          <li key={reason}>
            <span>
              {t(`reason.${reason}`)}
              {isMarked && canChange && <span className="sr">, {t('canChange')}</span>}
            </span>
            <span className={clsx('meter', isMarked && canChange ? 'yours' : 'theirs')} aria-hidden>
              <i style={{ width: `${(bids * 100) / most}%` }} />
            </span>
            <b>{bids}</b>
          </li>
        ))}
      </ul>
      {isMarked && (
        <p className="row wrap g3 t12 dim mt-2" aria-hidden>
          <span className="key yours">{t('canChange')}</span>
          <span className="key theirs">{t('isFixed')}</span>
        </p>
      )}
    </>
  )
}
