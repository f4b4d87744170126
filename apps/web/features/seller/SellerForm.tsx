import type { PutSellerWire, SellerWire } from '@infinitio/domain/wire'
import { deleteSeller, putSeller } from '@infinitio/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { type TaxChoice, taxChoiceOf, TaxFields, taxOf } from '#web/features/seller/TaxFields.tsx'
import { sellerQuery } from '#web/features/seller/sellerQuery.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { ProblemCallout } from '#web/parts/api/ProblemCallout.tsx'
import { type CompanyDetails, CompanyFields, isComplete } from '#web/parts/company/CompanyFields.tsx'
import { notify } from '#web/parts/toasts/notify.ts'

const empty = { name: '', address: '', taxNumber: '' }

/** The form for a provider's legal name, address, tax number and tax. */
export function SellerForm({ seller }: { readonly seller: SellerWire['seller'] }) {
  const t = useTranslations('seller')
  const [details, setDetails] = useState<CompanyDetails>(seller ?? empty)
  const [choice, setChoice] = useState<TaxChoice>(() => taxChoiceOf(seller))
  const { saving, deleting } = useSellerChanges()
  const tax = taxOf(choice)
  const isBusy = saving.isPending || deleting.isPending
  const error = saving.error ?? deleting.error
  const canSave = isComplete(details) && tax !== null && !isBusy
  const { name, address, taxNumber } = details
  return (
    <form
      className="stack g4"
      onSubmit={(event) => {
        event.preventDefault()
        if (tax !== null) saving.mutate({ name, address, taxNumber, ...tax })
      }}
    >
      <p className="t13">{t('text')}</p>
      <CompanyFields
        details={details}
        onDetails={setDetails}
        labels={{
          name: t('name'),
          address: t('address'),
          addressHint: t('addressHint'),
          taxNumber: t('taxNumber'),
          taxNumberHint: t('taxNumberHint'),
        }}
      />
      <TaxFields choice={choice} onChoice={setChoice} />
      {error !== null && <ProblemCallout error={error} />}
      <div className="row wrap">
        <Button type="submit" tone="primary" disabled={!canSave}>
          {t(saving.isPending ? 'saving' : 'save')}
        </Button>
        {seller !== null && (
          <Button tone="ghost" disabled={isBusy} onClick={() => deleting.mutate()}>
            {t('delete')}
          </Button>
        )}
      </div>
    </form>
  )
}

function useSellerChanges() {
  const t = useTranslations('seller')
  const queryClient = useQueryClient()
  const { queryKey } = sellerQuery(browserApi)
  const saving = useMutation({
    mutationFn: (details: PutSellerWire) => putSeller(browserApi, details),
    onSuccess: (saved) => {
      queryClient.setQueryData(queryKey, saved)
      void notify({ tone: 'success', text: t('saved') })
    },
  })
  const deleting = useMutation({
    mutationFn: () => deleteSeller(browserApi),
    onSuccess: () => {
      queryClient.setQueryData(queryKey, { seller: null })
      void notify({ tone: 'success', text: t('deleted') })
    },
  })
  return { saving, deleting }
}
