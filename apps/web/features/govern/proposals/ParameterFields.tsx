'use client'
import type { ParametersWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { Field } from '#web/components/ui/Field.tsx'
import { SelectInput } from '#web/components/ui/SelectInput.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import type { Typed } from '#web/features/govern/proposals/actDraft.ts'
import { isParameterTooFine, isParameterWrong, parameterTyped, typedSuffix } from '#web/features/govern/proposals/parameterDraft.ts'
import { useParameterBounds } from '#web/features/govern/parameters/useParameterBounds.ts'

export type ParameterFieldsProps = {
  readonly items: ParametersWire['items']
  readonly chosen: ParametersWire['items'][number]
  readonly typed: Typed
  readonly onTyped: (typed: Typed) => void
}

/**
 * Lets the user choose a contract function that sets parameters, and shows a field for each parameter that the function sets. A field starts with the current
 * value of its parameter, if that is known.
 */
export function ParameterFields({ items, chosen, typed, onTyped }: ParameterFieldsProps) {
  const t = useTranslations('govern')
  const names = useTranslations('govern.proposal.changes.parameter')
  const boundsOf = useParameterBounds()
  return (
    <>
      <Field label={t('propose.parameter')}>
        {(field) => (
          <SelectInput {...field} value={chosen.name} onChange={({ target }) => onTyped({ parameter: target.value })}>
            {items.map(({ name }) => (
              <option key={name} value={name}>
                {t(`parameters.call.${name}` as never)}
              </option>
            ))}
          </SelectInput>
        )}
      </Field>
      {chosen.values.map((value) => {
        const { key, unit, least, most } = value
        const bounds = boundsOf({ unit, least, most })
        return (
          <Field
            key={key}
            label={names(key as never)}
            hint={t('propose.bounds', bounds)}
            error={
              isParameterTooFine(value, typed)
                ? t('propose.tooFine', { unit })
                : isParameterWrong(value, typed)
                  ? t('propose.wrong', bounds)
                  : undefined
            }
          >
            {(field) => (
              <TextInput
                {...field}
                inputMode="decimal"
                value={parameterTyped(value, typed)}
                suffix={typedSuffix[unit]}
                onChange={({ target }) => onTyped({ ...typed, [key]: target.value })}
              />
            )}
          </Field>
        )
      })}
    </>
  )
}
