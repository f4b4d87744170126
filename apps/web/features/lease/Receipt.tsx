import { percentOfBps } from '@infinitio/domain'
import type { LeaseReceiptWire, LeaseWire } from '@infinitio/domain/wire'
import { Printer } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { clockText, secondText } from '#web/parts/format/clockText.ts'
import { spanText } from '#web/parts/format/spanText.ts'
import { rentedUnit } from '#web/parts/machine/rentedUnit.ts'
import { ReceiptLines } from '#web/features/lease/ReceiptLines.tsx'
import { billedSpanText, type ReceiptTime, receiptTime } from '#web/features/lease/receiptTime.ts'
import { FinalBadge } from '#web/parts/transaction/FinalBadge.tsx'
import { TxLink } from '#web/parts/transaction/TxLink.tsx'
import { givenName } from '#web/parts/machine/nodeTitle.ts'

/**
 * Shows the receipt of a closed lease: its times, rounded amounts and transactions. One click shows the exact amounts. A printout has the amounts that are
 * shown.
 */
export function Receipt({ receipt, lease }: { readonly receipt: LeaseReceiptWire; readonly lease: Pick<LeaseWire, 'role' | 'terms' | 'node'> }) {
  const t = useTranslations('lease.receipt')
  const [isExact, setIsExact] = useState(false)
  return (
    <Panel title={t('title', { leaseId: receipt.leaseId })} end={<ReceiptEnd isFinal={receipt.final} />}>
      <div className="panel-body stack g4">
        <Times receipt={receipt} lease={lease} />
        <ReceiptLines receipt={receipt} unit={rentedUnit(lease.node)} isProvider={lease.role === 'provider'} isExact={isExact} />
        {receipt.reason === 'node_lost' && <p className="t12">{t('nodeLost', { time: secondText(receipt.end) })}</p>}
        {receipt.creditSeconds > 0 && <p className="t12">{t('credit', { seconds: receipt.creditSeconds })}</p>}
        <div className="row between wrap">
          <p className="t12 dim">{isExact ? t('adds', { percent: percentOfBps(receipt.feeBps) }) : t('rounded')}</p>
          <span className="no-print">
            <Button size="sm" aria-pressed={isExact} onClick={() => setIsExact(!isExact)}>
              {t(isExact ? 'showRounded' : 'showExact')}
            </Button>
          </span>
        </div>
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

function Times({ receipt, lease }: { readonly receipt: LeaseReceiptWire; readonly lease: Pick<LeaseWire, 'role' | 'terms'> }) {
  const t = useTranslations('lease.receipt')
  const tReason = useTranslations('lease.reason')
  const time = receiptTime(receipt, lease.terms)
  return (
    <dl className="kv left">
      <dt>{t('node')}</dt>
      <dd>{givenName(receipt.nodeName)}</dd>
      <dt>{t('reason')}</dt>
      <dd>{tReason(receipt.reason === 'renter_ended' && lease.role !== 'renter' ? 'renter_ended_other' : receipt.reason)}</dd>
      <dt>{t('ready')}</dt>
      <dd>{receipt.readyAt === null ? t('never') : secondText(receipt.readyAt)}</dd>
      <dt>{t('end')}</dt>
      <dd>{secondText(time.endedAt)}</dd>
      {time.billedUntil !== null && (
        <>
          <dt>{t('billedUntil')}</dt>
          <dd>{secondText(time.billedUntil)}</dd>
        </>
      )}
      <dt>{t('billed')}</dt>
      <dd>
        <Billed seconds={receipt.billedSeconds} free={time.free} />
      </dd>
    </dl>
  )
}

/** Shows the billed time, or why nothing is billed. */
function Billed({ seconds, free }: { readonly seconds: number; readonly free: ReceiptTime['free'] }) {
  const t = useTranslations('lease.receipt')
  if (free !== null) return t(`free.${free.why}`, { span: spanText(free.usedSeconds) })
  return seconds < 60 ? t('billedSeconds', { seconds }) : t('billedSpan', { seconds, span: billedSpanText(seconds) })
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
