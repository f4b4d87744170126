import { Field } from '#web/components/ui/Field.tsx'
import { TextArea } from '#web/components/ui/TextArea.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'

/** The details of a company or person on an invoice, as typed. */
export type CompanyDetails = { readonly name: string; readonly address: string; readonly taxNumber: string }

type CompanyFieldsProps = {
  readonly details: CompanyDetails
  readonly onDetails: (details: CompanyDetails) => void
  readonly labels: Readonly<Record<'name' | 'address' | 'addressHint' | 'taxNumber' | 'taxNumberHint', string>>
}

/** Returns true if the name and the address are filled in, which every invoice needs. */
export function isComplete({ name, address }: CompanyDetails): boolean {
  return name.trim() !== '' && address.trim() !== ''
}

/** The three fields for the details of the seller or the buyer of an invoice, with the limits of the API. */
export function CompanyFields({ details, onDetails, labels }: CompanyFieldsProps) {
  return (
    <>
      <Field label={labels.name}>
        {(names) => (
          <TextInput
            {...names}
            required
            maxLength={120}
            autoComplete="organization"
            value={details.name}
            onChange={(event) => onDetails({ ...details, name: event.target.value })}
          />
        )}
      </Field>
      <Field label={labels.address} hint={labels.addressHint}>
        {(names) => (
          <TextArea
            {...names}
            required
            rows={4}
            maxLength={400}
            autoComplete="street-address"
            value={details.address}
            onChange={(event) => onDetails({ ...details, address: event.target.value })}
          />
        )}
      </Field>
      <Field label={labels.taxNumber} hint={labels.taxNumberHint}>
        {(names) => (
          <TextInput
            {...names}
            maxLength={40}
            value={details.taxNumber}
            onChange={(event) => onDetails({ ...details, taxNumber: event.target.value })}
          />
        )}
      </Field>
    </>
  )
}
