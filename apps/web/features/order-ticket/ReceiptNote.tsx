'use client'
import type { OrderReceiptWire } from '@infinitio/domain/wire'
import { verifyReceipt } from '@infinitio/sdk'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { browserApi } from '#web/features/api/browserApi.ts'
import { chainQuery } from '#web/features/chain/chainQuery.ts'
import { clockText, dayText } from '#web/features/format/clockText.ts'
import { shortHex } from '#web/features/format/shortHex.ts'
import { keptReceipts } from '#web/features/order-ticket/keptReceipts.ts'
import { saveFile } from '#web/features/ssh-keys/saveFile.ts'

/** The signed receipts of an order that this browser keeps, to download and to hold against us: each is checked against the key of the Directory. */
export function ReceiptNote({ orderHash }: { readonly orderHash: string }) {
  const t = useTranslations('ticket.receipt')
  const receipts = keptReceipts(orderHash)
  const { data: chain } = useQuery(chainQuery(browserApi))
  const genuine = useQuery({
    queryKey: ['receiptCheck', orderHash, receipts.length, chain?.receiptKey],
    queryFn: () => Promise.all(receipts.map((receipt) => verifyReceipt({ receipt, receiptKey: chain?.receiptKey ?? '' }))),
    enabled: chain !== undefined && receipts.length > 0,
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (receipts.length === 0) return null
  const download = () => saveFile({ name: `infinitio-receipt-${orderHash.slice(2, 10)}.json`, text: `${JSON.stringify(receipts, null, 2)}\n` })
  return (
    <footer className="panel-foot">
      <p className="t13">
        <b>{t('title')}</b>{' '}
        <button type="button" className="link" onClick={download}>
          {t('download')}
        </button>
      </p>
      {receipts.map((receipt, at) => (
        <p key={receipt.signature} className="rc">
          {t(`text.${receipt.kind}`, wordsOf(receipt))} {t(`check.${checkOf(genuine.data?.[at])}`)}
        </p>
      ))}
    </footer>
  )
}

function wordsOf({ orderHash, acceptedAt, journalSeq }: OrderReceiptWire): Record<string, string> {
  return { hash: shortHex(orderHash), time: `${dayText(acceptedAt)} ${clockText(acceptedAt)}`, seq: journalSeq.replace(/\B(?=(\d{3})+$)/g, ',') }
}

function checkOf(isGenuine: boolean | undefined): 'waiting' | 'genuine' | 'foreign' {
  return isGenuine === undefined ? 'waiting' : isGenuine ? 'genuine' : 'foreign'
}
