'use client'
import type { InvoicesWire, InvoiceWire, LeaseReceiptWire } from '@infinitio/domain/wire'
import { issueInvoice, openInvoice } from '@infinitio/sdk'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { ProblemCallout } from '#web/parts/api/ProblemCallout.tsx'
import { BillingForm } from '#web/features/invoices/BillingForm.tsx'
import { billingQuery, invoicesQuery } from '#web/features/invoices/invoiceQuery.ts'
import { reading } from '#web/i18n/reading.ts'
import { saveFile } from '#web/parts/download/saveFile.ts'
import { dayText } from '#web/parts/format/clockText.ts'

/** Offers the invoice of a closed lease as a PDF, shows its recipient, and lists earlier invoices. */
export function InvoicePanel({
  receipt: { leaseId, final: isFinal, spent },
}: {
  readonly receipt: Pick<LeaseReceiptWire, 'leaseId' | 'final' | 'spent'>
}) {
  const t = useTranslations('lease.invoice')
  const billing = useQuery(billingQuery(browserApi))
  const invoices = useQuery(invoicesQuery(browserApi, leaseId))
  const error = billing.error ?? invoices.error
  return (
    <div className="no-print">
      <Panel title={t('title')}>
        <div className="panel-body stack g4">
          {spent === '0' ? (
            <p className="t13 dim">{t('nothing')}</p>
          ) : !isFinal ? (
            <p className="t13 dim">{t('notFinal')}</p>
          ) : billing.data !== undefined && invoices.data !== undefined ? (
            <Invoices leaseId={leaseId} billing={billing.data.billing} {...invoices.data} />
          ) : error === null ? (
            <Skeleton width="60%" height={20} />
          ) : (
            <ProblemCallout error={error} />
          )}
        </div>
      </Panel>
    </div>
  )
}

type InvoicesProps = InvoicesWire & { readonly leaseId: string; readonly billing: InvoiceWire['billedTo'] | null }

function Invoices({ leaseId, billing, items, hasSeller }: InvoicesProps) {
  const t = useTranslations('lease.invoice')
  const queryClient = useQueryClient()
  const [isEditing, setIsEditing] = useState(billing === null)
  const listAgain = () => queryClient.invalidateQueries({ queryKey: ['invoices', leaseId] })
  const making = useMutation({ mutationFn: () => issueInvoice(browserApi, leaseId, invoiceQuery()), onSettled: listAgain })
  const issuing = useMutation({
    mutationFn: async () => saveInvoice({ leaseId, number: (await issueInvoice(browserApi, leaseId, invoiceQuery())).number }),
    onSettled: listAgain,
  })
  const error = making.error ?? issuing.error
  const downloadButton = useRef<HTMLButtonElement>(null)
  const isForm = isEditing || billing === null
  // The card becomes shorter when the form closes. Focus the button, so that the browser scrolls the card into view.
  useEffect(() => {
    if (!isForm && !making.isIdle) downloadButton.current?.focus()
  }, [isForm, making.isIdle])
  const noSeller = !hasSeller && <p className="t13 dim">{t('noSellerYet')}</p>
  if (isForm)
    return (
      <>
        {noSeller}
        <BillingForm
          billing={billing}
          canCancel={billing !== null}
          onCancel={() => setIsEditing(false)}
          onSaved={() => {
            setIsEditing(false)
            making.mutate()
          }}
        />
      </>
    )
  return (
    <>
      {items.length === 0 && noSeller}
      <p className="t13">{t('billedTo', { name: billing.name })}</p>
      {error !== null && <ProblemCallout error={error} />}
      <div className="row wrap">
        <Button ref={downloadButton} tone="primary" disabled={issuing.isPending} onClick={() => issuing.mutate()}>
          <Download className="i" aria-hidden />
          {t(issuing.isPending || making.isPending ? 'making' : 'download')}
        </Button>
        <Button tone="ghost" onClick={() => setIsEditing(true)}>
          {t('change')}
        </Button>
      </div>
      <IssuedInvoices leaseId={leaseId} items={items} />
    </>
  )
}

/** Requests the invoice in the reader's language and chosen currency. */
function invoiceQuery() {
  const { language, rate } = reading()
  return { language, ...(rate === null ? {} : { currency: rate.currency }) }
}

type IssuedInvoicesProps = { readonly leaseId: string; readonly items: readonly InvoiceWire[] }

/** Lists the issued invoices of a lease as PDF links, newest first. Renders nothing without invoices. */
function IssuedInvoices({ leaseId, items }: IssuedInvoicesProps) {
  const t = useTranslations('lease.invoice')
  const saving = useMutation({ mutationFn: (number: string) => saveInvoice({ leaseId, number }) })
  if (items.length === 0) return null
  return (
    <>
      {saving.error !== null && <ProblemCallout error={saving.error} />}
      {items[0]?.soldBy === null && <p className="t13 dim">{t('noSeller')}</p>}
      <ul className="stack t13" aria-label={t('issued')}>
        {items.map((item, at) => (
          <li key={item.number} className="row between wrap">
            <span>
              {t('number', { number: item.number.padStart(8, '0'), day: dayText(item.issuedAt) })}{' '}
              <span className="dim">{at > 0 ? t('replaced', { name: item.billedTo.name }) : item.billedTo.name}</span>
            </span>
            <Button
              size="sm"
              disabled={saving.isPending}
              onClick={() => saving.mutate(item.number)}
              aria-label={t('again', { number: item.number.padStart(8, '0') })}
            >
              <Download className="i s" aria-hidden />
              PDF
            </Button>
          </li>
        ))}
      </ul>
    </>
  )
}

/** Saves an issued invoice as a PDF file. */
async function saveInvoice(invoice: { readonly leaseId: string; readonly number: string }): Promise<void> {
  saveFile({ name: `invoice-${invoice.number.padStart(8, '0')}.pdf`, text: await openInvoice(browserApi, invoice) })
}
