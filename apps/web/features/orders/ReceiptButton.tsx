'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { problemOf } from '#web/parts/api/problem.ts'
import { receiptsQuery } from '#web/parts/order/receiptsQuery.ts'
import { saveReceipts } from '#web/parts/order/saveReceipts.ts'
import { notify } from '#web/parts/toasts/notify.ts'

/** Gives the signed receipts of an order that is over as a file. */
export function ReceiptButton({ orderHash, title }: { readonly orderHash: string; readonly title: string }) {
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
