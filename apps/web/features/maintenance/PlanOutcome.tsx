'use client'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { Callout } from '#web/components/ui/Callout.tsx'
import type { FailedNode } from '#web/features/maintenance/planInBatches.ts'
import { UnsignedListings } from '#web/features/maintenance/UnsignedListings.tsx'
import type { PlanResult } from '#web/features/maintenance/usePlan.ts'
import { problemOf } from '#web/parts/api/problem.ts'

type PlanOutcomeProps = { readonly result: PlanResult; readonly onClose: () => void }

/** Shows the machines that got no maintenance, each with the reason, and the listings that only the wallet can sign again. */
export function PlanOutcome({ result: { planned, failed, unsigned }, onClose }: PlanOutcomeProps) {
  const t = useTranslations('provide.maintenance')
  return (
    <div className="stack g4">
      <p className="t13" role="status">
        {planned.length === 0 ? t('outcomeNone') : t('outcome', { planned: planned.length, failed: failed.length })}
      </p>
      {failed.length > 0 && <FailedNodes failed={failed} />}
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

function FailedNodes({ failed }: { readonly failed: readonly FailedNode[] }) {
  const t = useTranslations('provide.maintenance')
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so a keyboard must reach it.
    <ul className="bulk" tabIndex={0} aria-label={t('notPlanned')}>
      {failed.map(({ node: { node, name }, error }) => {
        const { sentence, code } = problemOf(error)
        return (
          <li key={node}>
            <p className="t13 warn">
              <b className="strong">{name}</b>: {sentence} <span className="mono dim">{code}</span>
            </p>
          </li>
        )
      })}
    </ul>
  )
}
