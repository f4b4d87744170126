import type { AutoExtendable, AutoExtendPlan } from '@infinitio/sdk'
import { useTranslations } from 'next-intl'
import { Field } from '#web/components/ui/Field.tsx'
import { Segmented } from '#web/components/ui/Segmented.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import { type AutoExtendDraft, mostTexts, planOfDraft, proposedBudget, stepChoices } from '#web/parts/auto-extend/autoExtendDraft.ts'
import { About } from '#web/parts/format/About.tsx'
import { dayMinuteText } from '#web/parts/format/clockText.ts'
import { spanText } from '#web/parts/format/spanText.ts'

export type AutoExtendTermsProps = {
  readonly draft: AutoExtendDraft
  readonly onDraft: (draft: AutoExtendDraft) => void
  readonly lease: AutoExtendable
  /** Amount that the lease locks without auto-extend, including the relay fee, in base units. */
  readonly locked: bigint
}

/** Lets the user set the budget and the length of one extension, and shows each cost on its own line. */
export function AutoExtendTerms({ draft, onDraft, lease, locked }: AutoExtendTermsProps) {
  const t = useTranslations('autoExtend')
  const plan = planOfDraft(draft, lease)
  // Changes the length of one extension. If the user has typed no budget, it also proposes the budget for the new length.
  const withStep = (stepSeconds: number) => ({
    ...draft,
    stepSeconds,
    budget: draft.budget === '' ? proposedBudget(lease, { locked, stepSeconds }) : draft.budget,
  })
  if ('problem' in plan && plan.problem === 'noStep') return <p className="t13 warn">{t('problem.noStep')}</p>
  return (
    <div className="stack g4">
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('budget')} hint={t('budgetHint')} error={'problem' in plan ? t(`problem.${plan.problem}`) : undefined}>
          {(names) => (
            <TextInput
              {...names}
              inputMode="decimal"
              autoComplete="off"
              value={draft.budget}
              onChange={(event) => onDraft({ ...draft, budget: event.target.value })}
            />
          )}
        </Field>
        <div className="field">
          <span className="label">{t('step')}</span>
          <Segmented
            label={t('step')}
            value={String(draft.stepSeconds)}
            options={stepChoices.map((seconds) => ({ value: String(seconds), label: spanText(seconds) }))}
            onChange={(seconds) => onDraft(withStep(Number(seconds)))}
          />
        </div>
      </div>
      {'problem' in plan ? null : (
        <>
          <Bill plan={plan} locked={locked} />
          <p className="t12 dim">{t(plan.limit === 'ask' ? 'untilAsk' : 'until', { time: dayMinuteText(plan.latestEnd) })}</p>
        </>
      )}
    </div>
  )
}

/** Shows how much is locked without auto-extend, what the extensions cost, and the sum. */
function Bill({ plan, locked }: { readonly plan: AutoExtendPlan; readonly locked: bigint }) {
  const t = useTranslations('autoExtend')
  const added = plan.most - locked
  const texts = mostTexts({ locked, most: plan.most })
  return (
    <div className="lines">
      <Line label={t('line.locked')} text={texts.locked} units={locked} />
      <Line label={t('line.steps', { count: plan.steps, step: spanText(plan.stepSeconds) })} text={texts.added} units={added} />
      <Line label={t('line.most')} text={texts.most} units={plan.most} isTotal />
    </div>
  )
}

type LineProps = { readonly label: string; readonly text: string; readonly units: bigint; readonly isTotal?: boolean }

function Line({ label, text, units, isTotal = false }: LineProps) {
  const tUnits = useTranslations('units')
  return (
    <div className={isTotal ? 'total' : undefined}>
      <span>{label}</span>
      <span className="nowrap">
        {tUnits('pt', { amount: text })}
        <About units={units} />
      </span>
    </div>
  )
}
