'use client'
import { useTranslations } from 'next-intl'
import { Field } from '#web/components/ui/Field.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import { HashField } from '#web/features/govern/carbon/HashField.tsx'
import { coverageOf, isSource, periodProblem, proofDays, type TypedProof } from '#web/features/govern/carbon/proofDraft.ts'
import { DayField } from '#web/parts/moment/DayField.tsx'

type ProofFieldsProps = { readonly typed: TypedProof; readonly now: number; readonly onTyped: (typed: TypedProof) => void }

/** Fields for the energy source, the share, the period and the documents of a proof of green energy. */
export function ProofFields({ typed, now, onTyped }: ProofFieldsProps) {
  const t = useTranslations('govern.carbon.file')
  const problem = typed.from === '' || typed.until === '' ? null : periodProblem(typed, now)
  return (
    <>
      <Field label={t('source.label')} hint={t('source.hint')} error={typed.source !== '' && !isSource(typed.source) ? t('source.wrong') : undefined}>
        {(names) => (
          <TextInput
            {...names}
            autoComplete="off"
            maxLength={31}
            value={typed.source}
            onChange={({ target }) => onTyped({ ...typed, source: target.value })}
          />
        )}
      </Field>
      <Field
        label={t('coverage.label')}
        hint={t('coverage.hint')}
        error={typed.coverage !== '' && coverageOf(typed.coverage) === null ? t('coverage.wrong') : undefined}
      >
        {(names) => (
          <TextInput
            {...names}
            inputMode="decimal"
            maxLength={8}
            suffix="%"
            value={typed.coverage}
            onChange={({ target }) => onTyped({ ...typed, coverage: target.value })}
          />
        )}
      </Field>
      {(['from', 'until'] as const).map((end) => (
        <DayField
          key={end}
          label={t(`${end}.label`)}
          hint={end === 'until' && problem !== null ? t(`period.${problem}`) : t(`${end}.hint`)}
          isWrong={end === 'until' && problem !== null}
          value={typed[end]}
          {...proofDays(now)}
          onChange={(day) => onTyped({ ...typed, [end]: day })}
        />
      ))}
      {(['certificate', 'meter'] as const).map((document) => (
        <HashField
          key={document}
          label={t(`${document}.label`)}
          hint={t(`${document}.hint`)}
          value={typed[document]}
          onValue={(hash) => onTyped({ ...typed, [document]: hash })}
        />
      ))}
    </>
  )
}
