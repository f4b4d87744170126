'use client'
import type { PutSellerWire, SellerWire } from '@infinitio/domain/wire'
import { deleteSeller, putSeller } from '@infinitio/sdk'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useId, useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { WhyDisabled } from '#web/components/ui/WhyDisabled.tsx'
import { type TaxChoice, taxChoiceOf, TaxFields, taxOf } from '#web/features/seller/TaxFields.tsx'
import { sellerQuery } from '#web/features/seller/sellerQuery.ts'
import { ProblemCallout } from '#web/parts/api/ProblemCallout.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { type CompanyDetails, CompanyFields, isComplete } from '#web/parts/company/CompanyFields.tsx'
import { SignInGate } from '#web/parts/session/SignInGate.tsx'
import { notify } from '#web/parts/toasts/notify.ts'

const waiting = <Skeleton width="100%" height={420} />

/** Shows the legal data of a provider, which the invoices of its customers contain. */
export function SellerView() {
  const t = useTranslations('seller')
  return (
    <main className="page p-settings">
      <header className="sh">
        <h1>{t('title')}</h1>
        <Link className="link t13" href="/provide">
          {t('back')}
        </Link>
      </header>
      <SignInGate waiting={waiting}>
        <SellerPanel />
      </SignInGate>
    </main>
  )
}

function SellerPanel() {
  const t = useTranslations('seller')
  const query = useQuery(sellerQuery(browserApi))
  return (
    <QueryView query={query} failed={t('failed')} skeleton={waiting}>
      {({ seller }) => (
        <Panel title={t('details')}>
          <div className="panel-body">
            <SellerForm key={seller === null ? 'new' : 'stored'} seller={seller} />
          </div>
        </Panel>
      )}
    </QueryView>
  )
}

const empty = { name: '', address: '', taxNumber: '' }

/** The form for a provider's legal name, address, tax number and tax. */
function SellerForm({ seller }: { readonly seller: SellerWire['seller'] }) {
  const t = useTranslations('seller')
  const [details, setDetails] = useState<CompanyDetails>(seller ?? empty)
  const [choice, setChoice] = useState<TaxChoice>(() => taxChoiceOf(seller))
  const { saving, deleting } = useSellerChanges()
  const tax = taxOf(choice)
  const isBusy = saving.isPending || deleting.isPending
  const error = saving.error ?? deleting.error
  const { name, address, taxNumber } = details
  const reasonId = useId()
  const reason = !isComplete(details) ? t('needs.company') : tax === null ? t('needs.tax') : null
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
        <Button type="submit" tone="primary" disabled={isBusy || reason !== null} aria-describedby={reason === null ? undefined : reasonId}>
          {t(saving.isPending ? 'saving' : 'save')}
        </Button>
        {seller !== null && (
          <Button tone="ghost" disabled={isBusy} onClick={() => deleting.mutate()}>
            {t('delete')}
          </Button>
        )}
      </div>
      <WhyDisabled id={reasonId}>{reason}</WhyDisabled>
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
