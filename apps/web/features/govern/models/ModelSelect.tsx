import type { ModelItemWire } from '@infinitio/domain/wire'
import { Field } from '#web/components/ui/Field.tsx'
import { SelectInput } from '#web/components/ui/SelectInput.tsx'

type ModelSelectProps = {
  readonly label: string
  readonly models: readonly ModelItemWire[]
  readonly value: number | undefined
  readonly onModel: (id: number) => void
}

/** Selects one of the models by its name. */
export function ModelSelect({ label, models, value, onModel }: ModelSelectProps) {
  return (
    <Field label={label}>
      {(names) => (
        <SelectInput {...names} value={value ?? ''} onChange={({ target }) => onModel(Number(target.value))}>
          {models.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectInput>
      )}
    </Field>
  )
}
