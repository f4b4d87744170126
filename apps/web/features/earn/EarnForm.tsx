import type { MarketClassWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { Field } from '#web/components/ui/Field.tsx'
import { SelectInput } from '#web/components/ui/SelectInput.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import type { EarnBasis } from '#web/features/earn/earnBasis.ts'
import { type EarnDraft, type WrongField, wattsText } from '#web/features/earn/earnDraft.ts'
import { reading } from '#web/i18n/reading.ts'

type EarnFormProps = {
  readonly classes: readonly MarketClassWire[]
  readonly chosen: MarketClassWire
  readonly draft: EarnDraft
  readonly basis: EarnBasis
  readonly wrong: WrongField | null
  readonly onDraft: (draft: EarnDraft) => void
}

/** Fields for the GPU, the number of GPUs, the hours per day, the rented share and the price of electricity. */
export function EarnForm({ classes, chosen, draft, basis, wrong, onDraft }: EarnFormProps) {
  const t = useTranslations('earn')
  const number = (field: 'gpus' | 'hours' | 'watts' | 'rented', { value, unit, hint }: { value: string; unit: string; hint?: string }) => (
    <Field label={t(`field.${field}`)} hint={hint} error={wrong === field ? t(`wrong.${field}`) : undefined}>
      {(names) => (
        <TextInput
          {...names}
          inputMode="numeric"
          autoComplete="off"
          value={value}
          suffix={unit}
          onChange={(event) => onDraft({ ...draft, [field]: event.target.value })}
        />
      )}
    </Field>
  )
  return (
    <>
      <header className="panel-head">
        <h2 id="earn-title">{t('form')}</h2>
        <span className="t13 dim">{t('formNote')}</span>
      </header>
      <div className="panel-body earnfields">
        <Field label={t('field.card')}>
          {(names) => (
            <SelectInput
              {...names}
              value={draft.classId}
              onChange={(event) => onDraft({ ...draft, classId: Number(event.target.value), watts: null })}
            >
              {classes.map(({ classId, name }) => (
                <option key={classId} value={classId}>
                  {name}
                </option>
              ))}
            </SelectInput>
          )}
        </Field>
        {number('gpus', { value: draft.gpus, unit: t('unit.gpus') })}
        {number('hours', { value: draft.hours, unit: t('unit.hours') })}
        {number('rented', {
          value: draft.rented ?? String(Math.round(basis.rentedBps / 100)),
          unit: '%',
          hint: t(`rentedFrom.${basis.rentedFrom}`, { leased: chosen.figures.leasedGpus, gpus: chosen.figures.gpus }),
        })}
        {number('watts', { value: wattsText(draft, chosen.name), unit: 'W' })}
        <KwhField draft={draft} wrong={wrong} onDraft={onDraft} />
        <CurrencyField draft={draft} onDraft={onDraft} />
      </div>
    </>
  )
}

function KwhField({ draft, wrong, onDraft }: Pick<EarnFormProps, 'draft' | 'wrong' | 'onDraft'>) {
  const t = useTranslations('earn')
  return (
    <Field label={t('field.kwh')} error={wrong === 'kwh' ? t('wrong.kwh') : undefined}>
      {(names) => (
        <TextInput
          {...names}
          inputMode="decimal"
          autoComplete="off"
          value={draft.kwh}
          suffix={t('unit.kwh')}
          onChange={(event) => onDraft({ ...draft, kwh: event.target.value })}
        />
      )}
    </Field>
  )
}

/** Lets the user choose between PT and the display currency of the settings. */
function CurrencyField({ draft, onDraft }: Pick<EarnFormProps, 'draft' | 'onDraft'>) {
  const t = useTranslations('earn')
  const { rate } = reading()
  return (
    <Field label={t('field.currency')}>
      {(names) => (
        <SelectInput
          {...names}
          value={draft.isLocalCurrency ? 'local' : 'pt'}
          onChange={(event) => onDraft({ ...draft, isLocalCurrency: event.target.value === 'local' })}
        >
          <option value="pt">{t('inPt')}</option>
          {rate !== null && <option value="local">{rate.currency}</option>}
        </SelectInput>
      )}
    </Field>
  )
}
