'use client'
import { mostItemsCounted, type OrderWire } from '@infinitio/domain/wire'
import { useQueryClient } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { ordersCsv } from '#web/features/orders/ordersCsv.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { problemOf } from '#web/parts/api/problem.ts'
import { saveFile } from '#web/parts/download/saveFile.ts'
import { dayMinuteText } from '#web/parts/format/clockText.ts'
import { hourPriceText } from '#web/parts/market/marketTexts.ts'
import { orderFacts } from '#web/parts/order/orderFacts.ts'
import { OrderState } from '#web/parts/order/OrderState.tsx'
import { receiptsQuery, saveReceipts } from '#web/parts/order/receipts.ts'
import { useOrderTitle } from '#web/parts/order/useOrderTitle.ts'
import { notify } from '#web/parts/toasts/notify.ts'

const shownAtFirst = 10

type PastOrdersProps = {
  readonly orders: readonly OrderWire[]
  /** Number of past orders, including those not fetched yet; null if unknown. */
  readonly total: number | null
  /** True while older orders have not been fetched. */
  readonly hasMore: boolean
  readonly isFetching: boolean
  readonly onMore: () => void
  /** Fetches every past order of this side again. */
  readonly fetchAll: () => Promise<readonly OrderWire[]>
}

/** Lists past orders, newest first, with their results, and exports all of them as a file. */
export function PastOrders({ orders, total, hasMore, isFetching, onMore, fetchAll }: PastOrdersProps) {
  const t = useTranslations('orders')
  const titleOf = useOrderTitle()
  const [isAll, setIsAll] = useState(false)
  const [isSaving, setIsSaving] = useState(false)
  const shown = isAll ? orders : orders.slice(0, shownAtFirst)
  const isCapped = hasMore && (total === null || total >= mostItemsCounted)
  const count = hasMore ? Math.max(total ?? 0, orders.length) : orders.length
  async function save(): Promise<void> {
    setIsSaving(true)
    try {
      saveFile({ name: 'infinitio-orders.csv', text: ordersCsv(await fetchAll(), titleOf) })
    } catch (error) {
      void notify({ tone: 'error', text: problemOf(error).sentence })
    }
    setIsSaving(false)
  }
  return (
    <section className="panel" aria-label={t('past')}>
      <header className="panel-head">
        <h2>{t('past')}</h2>
        <span className="end">
          <Button tone="ghost" size="sm" disabled={isSaving} onClick={() => void save()}>
            <Download className="i s" aria-hidden />
            {t('csv')}
          </Button>
          {orders.length > shownAtFirst && (
            <button type="button" className="link t13" aria-expanded={isAll} onClick={() => setIsAll(!isAll)}>
              {isAll ? t('fewer') : t(isCapped ? 'allOrMore' : 'all', { count })}
            </button>
          )}
        </span>
      </header>
      <table className="table ps">
        <TableHead
          columns={[
            { name: t('column.placed') },
            { name: t('column.order') },
            { name: t('column.price'), className: 'n' },
            { name: t('column.filled') },
            { name: t('column.ended') },
            { name: t('column.actions'), className: 'n', forEars: true },
          ]}
        />
        <tbody>
          {shown.map((order) => (
            <PastRow key={order.orderHash} order={order} title={titleOf(order)} />
          ))}
        </tbody>
      </table>
      {isAll && hasMore && (
        <div className="panel-foot">
          <Button size="sm" disabled={isFetching} onClick={onMore}>
            {t('older')}
          </Button>
        </div>
      )}
    </section>
  )
}

function PastRow({ order, title }: { readonly order: OrderWire; readonly title: string }) {
  const t = useTranslations('orders')
  const { gpus, pricePerGpuSecond } = orderFacts(order)
  const leases = [...new Set([order.leaseId, ...order.matches.map(({ leaseId }) => leaseId)])].filter((leaseId) => leaseId !== null)
  return (
    <tr>
      <td className="nowrap dim">{dayMinuteText(order.createdAt)}</td>
      <td>
        <b>{title}</b>
      </td>
      <td className="n">{hourPriceText(pricePerGpuSecond.toString())}</td>
      <td className="nowrap">{order.kind === 'ask' ? '–' : t('filledOf', { filled: order.gpusFilled, gpus })}</td>
      <td>
        <OrderState order={order} />{' '}
        {leases.map((leaseId) => (
          <Link key={leaseId} className="link t13" href={`/leases/${leaseId}`}>
            {t('lease', { leaseId })}
          </Link>
        ))}
      </td>
      <td className="n">
        <ReceiptButton orderHash={order.orderHash} title={title} />
      </td>
    </tr>
  )
}

/** Downloads the signed receipts of a past order as a file. */
function ReceiptButton({ orderHash, title }: { readonly orderHash: string; readonly title: string }) {
  const t = useTranslations('orders.receipt')
  const queryClient = useQueryClient()
  async function save(): Promise<void> {
    try {
      const receipts = await queryClient.fetchQuery(receiptsQuery(browserApi, orderHash))
      if (receipts.length > 0) saveReceipts(orderHash, receipts)
      else void notify({ tone: 'error', text: t('none') })
    } catch (error) {
      void notify({ tone: 'error', text: problemOf(error).sentence })
    }
  }
  return (
    <button type="button" className="link t13" aria-label={t('of', { title })} onClick={() => void save()}>
      {t('short')}
    </button>
  )
}
