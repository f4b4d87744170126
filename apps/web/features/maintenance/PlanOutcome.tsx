'use client'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { Callout } from '#web/components/ui/Callout.tsx'
import { UnsignedListings } from '#web/features/maintenance/UnsignedListings.tsx'
import type { PlanResult } from '#web/features/maintenance/usePlan.ts'
import { ProblemCallout } from '#web/parts/api/ProblemCallout.tsx'

type PlanOutcomeProps = { readonly result: PlanResult; readonly onClose: () => void }

/** Shows the machines for which no maintenance was planned, and the listings that only the wallet can sign again. */
export function PlanOutcome({ result: { planned, failed, unsigned }, onClose }: PlanOutcomeProps) {
  const t = useTranslations('provide.maintenance')
  return (
    <div className="stack g4">
      {failed !== null && (
        <>
          <p className="t13" role="alert">
            {t('partly', { planned: planned.length, failed: failed.nodes.length })}
          </p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so a keyboard must reach it. */}
          <ul className="bulk" tabIndex={0} aria-label={t('notPlanned')}>
            {failed.nodes.map(({ node, name }) => (
              <li key={node}>
                <b className="strong t13">{name}</b>
              </li>
            ))}
          </ul>
          <ProblemCallout error={failed.error} />
        </>
      )}
      {unsigned === null && <Callout tone="warn">{t('unchecked')}</Callout>}
      {unsigned !== null && unsigned.length > 0 ? (
        <>
          <p className="t13">{t('unsigned.text')}</p>
          <UnsignedListings listings={unsigned} onClose={onClose} />
        </>
      ) : (
        <Button full onClick={onClose}>
          {t('unsigned.close')}
        </Button>
      )}
    </div>
  )
}
