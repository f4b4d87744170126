'use client'
import type { InvoiceWire, LeaseReceiptWire } from '@infinitio/domain/wire'
import { issueInvoice, openInvoice } from '@infinitio/sdk'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { ProblemCallout } from '#web/parts/api/ProblemCallout.tsx'
import { dayText } from '#web/parts/format/clockText.ts'
import { BillingForm } from '#web/features/invoices/BillingForm.tsx'
import { billingQuery, invoicesQuery } from '#web/features/invoices/invoiceQuery.ts'
import { reading } from '#web/i18n/reading.ts'
import { saveFile } from '#web/parts/download/saveFile.ts'

/** The invoice of a closed lease as a PDF, who it is made out to, and those that were issued before. */
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
            <Invoices leaseId={leaseId} billing={billing.data.billing} items={invoices.data.items} />
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

type InvoicesProps = { readonly leaseId: string; readonly billing: InvoiceWire['billedTo'] | null; readonly items: readonly InvoiceWire[] }

function Invoices({ leaseId, billing, items }: InvoicesProps) {
  const t = useTranslations('lease.invoice')
  const queryClient = useQueryClient()
  const [isEditing, setIsEditing] = useState(billing === null)
  const saving = useMutation({ mutationFn: (number: string) => download({ leaseId, number }) })
  const issuing = useMutation({
    mutationFn: async () => download({ leaseId, number: (await issueInvoice(browserApi, leaseId, invoiceQuery())).number }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['invoices', leaseId] }),
  })
  const error = issuing.error ?? saving.error
  if (isEditing || billing === null) return <BillingForm billing={billing} onDone={() => setIsEditing(false)} canCancel={billing !== null} />
  return (
    <>
      <p className="t13">{t('billedTo', { name: billing.name })}</p>
      {error !== null && <ProblemCallout error={error} />}
      <div className="row wrap">
        <Button tone="primary" disabled={issuing.isPending} onClick={() => issuing.mutate()}>
          <Download className="i" aria-hidden />
          {t(issuing.isPending ? 'making' : 'download')}
        </Button>
        <Button tone="ghost" onClick={() => setIsEditing(true)}>
          {t('change')}
        </Button>
      </div>
      {items[0] !== undefined && items[0].soldBy === null && <p className="t13 dim">{t('noSeller')}</p>}
      {items.length > 0 && (
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
      )}
    </>
  )
}

/** Asks for the reader's language, and for the currency that they chose. */
function invoiceQuery() {
  const { language, rate } = reading()
  return { language, ...(rate === null ? {} : { currency: rate.currency }) }
}

async function download(invoice: { leaseId: string; number: string }): Promise<void> {
  saveFile({ name: `invoice-${invoice.number.padStart(8, '0')}.pdf`, text: await openInvoice(browserApi, invoice) })
}
