'use client'
import { feesIn } from '@infinitio/domain'
import type { LeaseReceiptWire, LeaseWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { Printer, ReceiptText } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { StateBox } from '#web/components/ui/StateBox.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { exactAmountText } from '#web/parts/format/amountText.ts'
import { clockText, secondText } from '#web/parts/format/clockText.ts'
import { spanText } from '#web/parts/format/spanText.ts'
import { InvoicePanel } from '#web/features/invoices/InvoicePanel.tsx'
import { useFeeName } from '#web/parts/price/FeeLines.tsx'
import { receiptQuery } from '#web/parts/lease/leaseQueries.ts'
import { EnergyPanel } from '#web/features/metrics/EnergyPanel.tsx'
import { FinalBadge } from '#web/parts/transaction/FinalBadge.tsx'
import { TxLink } from '#web/parts/transaction/TxLink.tsx'

/** The receipt once the lease is closed: the numbers of the contract's own event, to the last unit. Before, it says when it comes. */
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
        <div className="stack g5">
          <Receipt receipt={receipt} role={lease.role} />
          {lease.role === 'renter' && <InvoicePanel leaseId={receipt.leaseId} isFinal={receipt.final} />}
          {receipt.energy !== null && <EnergyPanel energy={receipt.energy} />}
        </div>
      )}
    </QueryView>
  )
}

function Receipt({ receipt, role }: { readonly receipt: LeaseReceiptWire; readonly role: LeaseWire['role'] }) {
  const t = useTranslations('lease.receipt')
  const tReason = useTranslations('lease.reason')
  const nameOf = useFeeName({ place: 'receipt', feeBps: receipt.feeBps })
  return (
    <Panel title={t('title', { leaseId: receipt.leaseId })} end={<ReceiptEnd isFinal={receipt.final} />}>
      <div className="panel-body stack g4">
        <dl className="kv left">
          <dt>{t('node')}</dt>
          <dd>{receipt.nodeName}</dd>
          <dt>{t('reason')}</dt>
          <dd>{tReason(receipt.reason === 'renter_ended' && role !== 'renter' ? 'renter_ended_other' : receipt.reason)}</dd>
          <dt>{t('ready')}</dt>
          <dd>{receipt.readyAt === null ? t('never') : secondText(receipt.readyAt)}</dd>
          <dt>{t('end')}</dt>
          <dd>{secondText(receipt.end)}</dd>
          <dt>{t('billed')}</dt>
          <dd>
            {receipt.billedSeconds < 60
              ? t('billedSeconds', { seconds: receipt.billedSeconds })
              : t('billedSpan', { seconds: receipt.billedSeconds, span: spanText(receipt.billedSeconds) })}
          </dd>
        </dl>
        <div className="lines receipt">
          <Line name={t('paidIn')} units={receipt.escrow} />
          {receipt.extensions.map((extension) => (
            <Line key={extension.txHash} name={t('extension', { time: secondText(extension.end) })} units={extension.escrowAdded} tone="small" />
          ))}
          <Line
            name={t('pay', { price: exactAmountText(BigInt(receipt.pricePerGpuSecond)), gpus: receipt.gpus, seconds: receipt.billedSeconds })}
            units={receipt.pay}
          />
          {feesIn(receipt, { payer: 'renter', charge: 'share' }).lines.map(({ key, amount }) => (
            <Line key={key} name={nameOf(key)} units={amount} />
          ))}
          <Line name={t('refund')} units={receipt.refund} tone="total" />
          {receipt.compensation !== '0' && <Line name={t('compensation')} units={receipt.compensation} tone="total" />}
          {feesIn(receipt, { payer: 'renter', charge: 'flat' }).lines.map(({ key, amount }) => (
            <Line key={key} name={nameOf(key)} units={amount} tone="small" />
          ))}
          <Line name={t('spent')} units={receipt.spent} />
        </div>
        {role === 'provider' && (
          <div className="lines receipt">
            {feesIn(receipt, { payer: 'provider' }).lines.map(({ key, amount }) => (
              <Line key={key} name={nameOf(key)} units={amount} />
            ))}
            <Line name={t('providerGets')} units={receipt.providerGets} tone="total" />
          </div>
        )}
        {receipt.reason === 'node_lost' && <p className="t12">{t('nodeLost', { time: secondText(receipt.end) })}</p>}
        {receipt.creditSeconds > 0 && <p className="t12">{t('credit', { seconds: receipt.creditSeconds })}</p>}
        <p className="t12 dim">{t('adds')}</p>
        <ol className="stack t13">
          {receipt.transactions.map((transaction) => (
            <li key={`${transaction.what}${transaction.txHash}`} className="row between">
              <span>{t(`what.${transaction.what}`)}</span>
              <span className="row">
                <span className="dim">{clockText(transaction.at)}</span>
                <TxLink hash={transaction.txHash} />
              </span>
            </li>
          ))}
        </ol>
      </div>
    </Panel>
  )
}

function Line({ name, units, tone }: { readonly name: string; readonly units: bigint | string; readonly tone?: 'total' | 'small' }) {
  return (
    <div className={tone}>
      <span>{name}</span>
      <span className="pt nowrap">{exactAmountText(BigInt(units))} PT</span>
    </div>
  )
}

function ReceiptEnd({ isFinal }: { readonly isFinal: boolean }) {
  const t = useTranslations('lease.receipt')
  return (
    <span className="row">
      <FinalBadge final={isFinal} />
      <span className="no-print">
        <Button size="sm" tone="ghost" onClick={() => window.print()}>
          <Printer className="i s" aria-hidden />
          {t('print')}
        </Button>
      </span>
    </span>
  )
}
