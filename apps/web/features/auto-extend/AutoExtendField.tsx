'use client'
import { useTranslations } from 'next-intl'
import { CheckRow } from '#web/components/ui/CheckRow.tsx'
import { leavesSomeStep, proposedBudget } from '#web/parts/auto-extend/autoExtendDraft.ts'
import { AutoExtendTerms, type AutoExtendTermsProps } from '#web/features/auto-extend/AutoExtendTerms.tsx'

/** Offers auto-extend at checkout, off by default, with a maximum cost. The renter signs it later, once the lease has its number on the chain. */
export function AutoExtendField({ draft, onDraft, lease, locked }: AutoExtendTermsProps) {
  const t = useTranslations('autoExtend')
  function turn(isOn: boolean): void {
    onDraft({
      ...draft,
      isOn,
      budget: isOn && draft.budget === '' ? proposedBudget(lease, { locked, stepSeconds: draft.stepSeconds }) : draft.budget,
    })
  }
  if (!draft.isOn && !leavesSomeStep(lease)) return <p className="t13 dim">{t('problem.noStep')}</p>
  return (
    <div className="stack g4">
      <CheckRow checked={draft.isOn} onChange={turn} label={t('choose')} />
      {draft.isOn && (
        <>
          <AutoExtendTerms draft={draft} onDraft={onDraft} lease={lease} locked={locked} />
          <ul className="stack g1 t13 list-disc pl-5">
            <li>{t('word.step')}</li>
            <li>{t('word.stops')}</li>
            <li>{t('word.back')}</li>
            <li>{t('word.signed')}</li>
          </ul>
        </>
      )}
    </div>
  )
}
