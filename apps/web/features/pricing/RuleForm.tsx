'use client'
import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { CheckRow } from '#web/components/ui/CheckRow.tsx'
import type { RuleDraft } from '#web/features/pricing/ruleDraft.ts'
import { NumberField } from '#web/features/pricing/NumberField.tsx'
import { ScheduleFields } from '#web/features/pricing/ScheduleFields.tsx'
import { unitsText } from '#web/parts/format/spanText.ts'

type RuleFormProps = {
  readonly draft: RuleDraft
  /** The path of the pricing rule's field that is not valid; null if all are valid. */
  readonly wrong: string | null
  readonly onChange: (draft: RuleDraft) => void
  readonly onRemove: () => void
}

/** The fields for every part of a pricing rule, each with its unit. A part that is turned off shows no fields. */
export function RuleForm({ draft, wrong, onChange, onRemove }: RuleFormProps) {
  const t = useTranslations('provide.rule')
  const tUnits = useTranslations('units')
  const perHour = { unit: tUnits('ptPerHour'), wrong, inputMode: 'decimal' } as const
  return (
    <form className="panel-body stack g4" aria-label={t('form')} onSubmit={(event) => event.preventDefault()}>
      <div className="three">
        <NumberField path="floorPtPerHour" label={t('floor')} value={draft.floor} {...perHour} onChange={(floor) => onChange({ ...draft, floor })} />
        <NumberField path="basePtPerHour" label={t('base')} value={draft.base} {...perHour} onChange={(base) => onChange({ ...draft, base })} />
        <NumberField
          path="ceilingPtPerHour"
          label={t('ceiling')}
          value={draft.ceiling}
          {...perHour}
          onChange={(ceiling) => onChange({ ...draft, ceiling })}
        />
      </div>
      <MarketPart draft={draft} wrong={wrong} onChange={onChange} />
      <UsePart draft={draft} wrong={wrong} onChange={onChange} />
      <ElectricityPart draft={draft} wrong={wrong} onChange={onChange} />
      <ScheduleFields schedule={draft.schedule} wrong={wrong} onChange={(schedule) => onChange({ ...draft, schedule })} />
      <div className="three">
        <NumberField
          path="change.stepPercent"
          label={t('step')}
          value={draft.step}
          unit="%"
          wrong={wrong}
          onChange={(step) => onChange({ ...draft, step })}
        />
        <NumberField
          path="change.minutes"
          label={t('minutes')}
          value={draft.minutes}
          unit={unitsText('min')}
          wrong={wrong}
          onChange={(minutes) => onChange({ ...draft, minutes })}
        />
      </div>
      <p className="t12 dim">{t('kept')}</p>
      <div>
        <Button size="sm" tone="ghost" onClick={onRemove}>
          {t('remove')}
        </Button>
      </div>
    </form>
  )
}

type PartProps = Pick<RuleFormProps, 'draft' | 'wrong' | 'onChange'>

function MarketPart({ draft, wrong, onChange }: PartProps) {
  const t = useTranslations('provide.rule')
  const { market } = draft
  const set = (change: Partial<RuleDraft['market']>) => onChange({ ...draft, market: { ...market, ...change } })
  return (
    <Part label={t('market')} text={t('marketText')} on={market.on} onToggle={(on) => set({ on })}>
      <NumberField
        path="market.percentile"
        label={t('percentile')}
        value={market.percentile}
        unit="%"
        wrong={wrong}
        onChange={(percentile) => set({ percentile })}
      />
    </Part>
  )
}

function UsePart({ draft, wrong, onChange }: PartProps) {
  const t = useTranslations('provide.rule')
  const { utilisation } = draft
  const set = (change: Partial<RuleDraft['utilisation']>) => onChange({ ...draft, utilisation: { ...utilisation, ...change } })
  return (
    <Part label={t('use')} text={t('useText')} on={utilisation.on} onToggle={(on) => set({ on })}>
      <NumberField
        path="utilisation.targetPercent"
        label={t('target')}
        value={utilisation.target}
        unit="%"
        wrong={wrong}
        onChange={(target) => set({ target })}
      />
      <NumberField
        path="utilisation.swingPercent"
        label={t('swing')}
        value={utilisation.swing}
        unit="%"
        wrong={wrong}
        onChange={(swing) => set({ swing })}
      />
      <NumberField
        path="utilisation.hours"
        label={t('hours')}
        value={utilisation.hours}
        unit={unitsText('h')}
        wrong={wrong}
        onChange={(hours) => set({ hours })}
      />
    </Part>
  )
}

function ElectricityPart({ draft, wrong, onChange }: PartProps) {
  const t = useTranslations('provide.rule')
  const { electricity } = draft
  const set = (change: Partial<RuleDraft['electricity']>) => onChange({ ...draft, electricity: { ...electricity, ...change } })
  return (
    <Part label={t('electricity')} text={t('electricityText')} on={electricity.on} onToggle={(on) => set({ on })}>
      <NumberField
        path="electricity.wattsPerGpu"
        label={t('watts')}
        value={electricity.watts}
        unit="W"
        wrong={wrong}
        onChange={(watts) => set({ watts })}
      />
      <NumberField
        path="electricity.ptPerKwh"
        label={t('perKwh')}
        value={electricity.ptPerKwh}
        unit="PT"
        inputMode="decimal"
        wrong={wrong}
        onChange={(ptPerKwh) => set({ ptPerKwh })}
      />
      <NumberField
        path="electricity.marginPercent"
        label={t('margin')}
        value={electricity.margin}
        unit="%"
        wrong={wrong}
        onChange={(margin) => set({ margin })}
      />
    </Part>
  )
}

type RulePartProps = {
  readonly label: string
  readonly text: string
  readonly on: boolean
  readonly onToggle: (on: boolean) => void
  readonly children: React.ReactNode
}

function Part({ label, text, on, onToggle, children }: RulePartProps) {
  const id = useId()
  return (
    <fieldset className="stack g2 part" aria-describedby={id}>
      <legend className="sr">{label}</legend>
      <CheckRow checked={on} onChange={onToggle} label={<b className="strong">{label}</b>} />
      <p className="t12 dim" id={id}>
        {text}
      </p>
      {on && <div className="three">{children}</div>}
    </fieldset>
  )
}
