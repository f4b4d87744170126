'use client'
import type { PutBillingWire } from '@infinitio/domain/wire'
import { deleteBilling, putBilling } from '@infinitio/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Field } from '#web/components/ui/Field.tsx'
import { TextArea } from '#web/components/ui/TextArea.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { ProblemCallout } from '#web/parts/api/ProblemCallout.tsx'
import { billingQuery } from '#web/features/invoices/invoiceQuery.ts'

type BillingFormProps = { readonly billing: PutBillingWire | null; readonly canCancel: boolean; readonly onDone: () => void }

/** Who invoices are made out to: asked for once, kept with the account until it is deleted. */
export function BillingForm({ billing, canCancel, onDone }: BillingFormProps) {
  const t = useTranslations('lease.invoice')
  const queryClient = useQueryClient()
  const { queryKey } = billingQuery(browserApi)
  const [details, setDetails] = useState(billing ?? { name: '', address: '', taxId: '' })
  const saving = useMutation({
    mutationFn: () => putBilling(browserApi, details),
    onSuccess: (saved) => {
      queryClient.setQueryData(queryKey, saved)
      onDone()
    },
  })
  const deleting = useMutation({
    mutationFn: () => deleteBilling(browserApi),
    onSuccess: () => queryClient.setQueryData(queryKey, { billing: null }),
  })
  const isBusy = saving.isPending || deleting.isPending
  const error = saving.error ?? deleting.error
  return (
    <form className="stack g4" onSubmit={prevented(saving.mutate)}>
      <p className="t13">{t('about')}</p>
      <Field label={t('name')}>
        {(names) => (
          <TextInput
            {...names}
            required
            maxLength={120}
            autoComplete="organization"
            value={details.name}
            onChange={(event) => setDetails({ ...details, name: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('address')} hint={t('addressHint')}>
        {(names) => (
          <TextArea
            {...names}
            required
            rows={4}
            maxLength={400}
            autoComplete="street-address"
            value={details.address}
            onChange={(event) => setDetails({ ...details, address: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('taxId')} hint={t('taxIdHint')}>
        {(names) => (
          <TextInput {...names} maxLength={40} value={details.taxId} onChange={(event) => setDetails({ ...details, taxId: event.target.value })} />
        )}
      </Field>
      {error !== null && <ProblemCallout error={error} />}
      <div className="row wrap">
        <Button type="submit" tone="primary" disabled={details.name.trim() === '' || details.address.trim() === '' || isBusy}>
          {t(saving.isPending ? 'saving' : 'save')}
        </Button>
        {canCancel && (
          <>
            <Button onClick={onDone}>{t('cancel')}</Button>
            <Button tone="ghost" disabled={isBusy} onClick={() => deleting.mutate()}>
              {t('delete')}
            </Button>
          </>
        )}
      </div>
    </form>
  )
}

/** The page stays where it is. */
function prevented(act: () => void): (event: FormEvent) => void {
  return (event) => {
    event.preventDefault()
    act()
  }
}
