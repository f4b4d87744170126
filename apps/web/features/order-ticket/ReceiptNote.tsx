'use client'
import type { OrderReceiptWire } from '@infinitio/domain/wire'
import { verifyReceipt } from '@infinitio/sdk'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { problemOf } from '#web/parts/api/problem.ts'
import { chainQuery } from '#web/parts/chain/chainQuery.ts'
import { clockText, dayText } from '#web/parts/format/clockText.ts'
import { shortHex } from '#web/parts/format/shortHex.ts'
import { receiptsQuery } from '#web/parts/order/receiptsQuery.ts'
import { saveReceipts } from '#web/parts/order/saveReceipts.ts'

/** The signed receipts of an order, to download and to hold against us: each is checked against the key of the Directory. */
export function ReceiptNote({ orderHash }: { readonly orderHash: string }) {
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
      )) ?? <p className="rc">{error === null ? t('loading') : `${problemOf(error).sentence} ${problemOf(error).code}`}</p>}
    </footer>
  )
}

function wordsOf({ orderHash, acceptedAt, journalSeq }: OrderReceiptWire): Record<string, string> {
  return { hash: shortHex(orderHash), time: `${dayText(acceptedAt)} ${clockText(acceptedAt)}`, seq: journalSeq.replace(/\B(?=(\d{3})+$)/g, ',') }
}

function checkOf(isGenuine: boolean | undefined): 'waiting' | 'genuine' | 'foreign' {
  return isGenuine === undefined ? 'waiting' : isGenuine ? 'genuine' : 'foreign'
}
