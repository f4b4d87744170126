'use client'
import type { PutBillingWire } from '@infinitio/domain/wire'
import { deleteBilling, putBilling } from '@infinitio/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { type FormEvent, useId, useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { ProblemCallout } from '#web/parts/api/ProblemCallout.tsx'
import { CompanyFields, isComplete } from '#web/parts/company/CompanyFields.tsx'
import { billingQuery } from '#web/features/invoices/invoiceQuery.ts'

type BillingFormProps = {
  readonly billing: PutBillingWire | null
  readonly canCancel: boolean
  readonly onSaved: () => void
  readonly onCancel: () => void
}

/** Asks for the billing details of the account once; they are stored until the user deletes them. */
export function BillingForm({ billing, canCancel, onSaved, onCancel }: BillingFormProps) {
  const t = useTranslations('lease.invoice')
  const queryClient = useQueryClient()
  const { queryKey } = billingQuery(browserApi)
  const [details, setDetails] = useState(billing ?? { name: '', address: '', taxId: '' })
  const { name, address, taxId } = details
  const saving = useMutation({
    mutationFn: () => putBilling(browserApi, details),
    onSuccess: (saved) => {
      queryClient.setQueryData(queryKey, saved)
      onSaved()
    },
  })
  const deleting = useMutation({
    mutationFn: () => deleteBilling(browserApi),
    onSuccess: () => queryClient.setQueryData(queryKey, { billing: null }),
  })
  const reasonId = useId()
  const isWhole = isComplete({ name, address, taxNumber: taxId })
  const isBusy = saving.isPending || deleting.isPending
  const error = saving.error ?? deleting.error
  return (
    <form className="stack g4" onSubmit={prevented(saving.mutate)}>
      <p className="t13">{t('about')}</p>
      <CompanyFields
        details={{ name, address, taxNumber: taxId }}
        onDetails={({ taxNumber, ...rest }) => setDetails({ ...rest, taxId: taxNumber })}
        labels={{ name: t('name'), address: t('address'), addressHint: t('addressHint'), taxNumber: t('taxId'), taxNumberHint: t('taxIdHint') }}
      />
      {error !== null && <ProblemCallout error={error} />}
      <div className="row wrap">
        <Button type="submit" tone="primary" disabled={!isWhole || isBusy} aria-describedby={isWhole ? undefined : reasonId}>
          {t(saving.isPending ? 'saving' : 'save')}
        </Button>
        {canCancel && (
          <>
            <Button onClick={onCancel}>{t('cancel')}</Button>
            <Button tone="ghost" disabled={isBusy} onClick={() => deleting.mutate()}>
              {t('delete')}
            </Button>
          </>
        )}
      </div>
      {!isWhole && (
        <p className="t12 dim" id={reasonId}>
          {t('needs')}
        </p>
      )}
    </form>
  )
}

/** Returns a submit handler that calls `act` and prevents the reload of the page. */
function prevented(act: () => void): (event: FormEvent) => void {
  return (event) => {
    event.preventDefault()
    act()
  }
}
