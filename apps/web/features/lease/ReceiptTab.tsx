'use client'
import type { LeaseWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { ReceiptText } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { StateBox } from '#web/components/ui/StateBox.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { InvoicePanel } from '#web/features/invoices/InvoicePanel.tsx'
import { receiptQuery } from '#web/parts/lease/leaseQueries.ts'
import { EnergyPanel } from '#web/features/metrics/EnergyPanel.tsx'
import { Receipt } from '#web/features/lease/Receipt.tsx'

/** Shows the receipt of a closed lease, with the amounts from the contract's event. Before the lease is closed, shows when the receipt will be available. */
export function ReceiptTab({ lease }: { readonly lease: LeaseWire }) {
  const t = useTranslations('lease.receipt')
  const query = useQuery({ ...receiptQuery(browserApi, lease.leaseId), enabled: lease.state === 'closed' })
  if (lease.state !== 'closed') {
    return (
      <div className="panel">
        <StateBox kind="empty" icon={ReceiptText} title={t('notYet')}>
          {t(lease.state === 'ended' ? 'afterClose' : 'afterEnd')}
        </StateBox>
      </div>
    )
  }
  return (
    <QueryView query={query} failed={t('failed')} skeleton={<Skeleton width="100%" height={360} />}>
      {(receipt) => (
        <div className="stack g4">
          <Receipt receipt={receipt} lease={lease} />
          {lease.role === 'renter' && <InvoicePanel receipt={receipt} />}
          {receipt.energy !== null && <EnergyPanel energy={receipt.energy} />}
        </div>
      )}
    </QueryView>
  )
}
