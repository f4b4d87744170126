'use client'
import { ErrorCode } from '#web/parts/api/ErrorCode.tsx'
import { bidFromWire, type OrderReceiptWire, type OrderWire } from '@infinitio/domain/wire'
import { verifyReceipt } from '@infinitio/sdk'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { EditOrderTicket } from '#web/features/order-ticket/EditOrderTicket.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { problemOf } from '#web/parts/api/problem.ts'
import { chainQuery } from '#web/parts/chain/chainQuery.ts'
import { clockText, dayText } from '#web/parts/format/clockText.ts'
import { shortHex } from '#web/parts/format/shortHex.ts'
import { CancelDialog, type CancelWay } from '#web/parts/order/CancelDialog.tsx'
import { OrderConditions } from '#web/parts/order/OrderConditions.tsx'
import { receiptsQuery, saveReceipts } from '#web/parts/order/receipts.ts'

type EditOrderPanelProps = {
  readonly order: OrderWire
  readonly title: string
  readonly onPlaced: (order: OrderWire) => void
  readonly onCancelled: () => void
}

/** Changes an order in the book, cancels it at the matcher or on the chain, and shows its receipt. */
export function EditOrderPanel({ order, title, onPlaced, onCancelled }: EditOrderPanelProps) {
  const t = useTranslations('ticket')
  const [cancelling, setCancelling] = useState<CancelWay | null>(null)
  const signed = order.order
  if (!('renter' in signed)) return null
  return (
    <>
      <div className="panel-body ed">
        <p className="t13">
          <b>{title}</b>
          <OrderConditions order={signed} />
        </p>
        <EditOrderTicket order={order} bid={bidFromWire(signed)} onPlaced={onPlaced} />
        <div className="stack g1">
          <div className="row">
            <Button tone="danger" size="sm" className="grow" onClick={() => setCancelling('matcher')}>
              {t('cancelOrder')}
            </Button>
            <Button size="sm" className="grow" onClick={() => setCancelling('chain')}>
              {t('cancelOnChain')}
            </Button>
          </div>
          <p className="t12 dim">{t('cancelText')}</p>
        </div>
      </div>
      <ReceiptNote orderHash={order.orderHash} />
      {cancelling !== null && (
        <CancelDialog order={order} title={title} way={cancelling} onClose={() => setCancelling(null)} onCancelled={onCancelled} />
      )}
    </>
  )
}

/** Lets the renter download the signed receipts of an order, as proof against the market. Each receipt is checked against the key in the Directory contract. */
function ReceiptNote({ orderHash }: { readonly orderHash: string }) {
  const t = useTranslations('ticket.receipt')
  const { data: receipts, error } = useQuery(receiptsQuery(browserApi, orderHash))
  const { data: chain } = useQuery(chainQuery(browserApi))
  const genuine = useQuery({
    queryKey: ['receiptCheck', orderHash, receipts?.length, chain?.receiptKey],
    queryFn: () => Promise.all((receipts ?? []).map((receipt) => verifyReceipt({ receipt, receiptKey: chain?.receiptKey ?? '' }))),
    enabled: chain !== undefined && receipts !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  })
  return (
    <footer className="panel-foot">
      <p className="t13">
        <b>{t('title')}</b>{' '}
        {receipts !== undefined && receipts.length > 0 && (
          <button type="button" className="link" onClick={() => saveReceipts(orderHash, receipts)}>
            {t('download')}
          </button>
        )}
      </p>
      {receipts?.map((receipt, at) => (
        <p key={receipt.signature} className="rc">
          {t(`text.${receipt.kind}`, wordsOf(receipt))} {t(`check.${checkOf(genuine.data?.[at])}`)}
        </p>
      )) ?? <p className="rc">{error === null ? t('loading') : <Problem error={error} />}</p>}
    </footer>
  )
}

function Problem({ error }: { readonly error: Error }) {
  const { sentence, code } = problemOf(error)
  return (
    <>
      {sentence} <ErrorCode code={code} />
    </>
  )
}

function wordsOf({ orderHash, acceptedAt, journalSeq }: OrderReceiptWire): Record<string, string> {
  return { hash: shortHex(orderHash), time: `${dayText(acceptedAt)} ${clockText(acceptedAt)}`, seq: journalSeq.replace(/\B(?=(\d{3})+$)/g, ',') }
}

function checkOf(isGenuine: boolean | undefined): 'waiting' | 'genuine' | 'foreign' {
  return isGenuine === undefined ? 'waiting' : isGenuine ? 'genuine' : 'foreign'
}
