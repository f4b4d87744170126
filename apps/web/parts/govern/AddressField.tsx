import { Field } from '#web/components/ui/Field.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'

type AddressFieldProps = { readonly label: string; readonly hint: string; readonly value: string; readonly onValue: (typed: string) => void }

/** A field for an account's address. */
export function AddressField({ label, hint, value, onValue }: AddressFieldProps) {
  return (
    <Field label={label} hint={hint}>
      {(names) => (
        <TextInput
          {...names}
          className="mono"
          spellCheck={false}
          autoComplete="off"
          maxLength={42}
          value={value}
          onChange={({ target }) => onValue(target.value)}
        />
      )}
    </Field>
  )
}
