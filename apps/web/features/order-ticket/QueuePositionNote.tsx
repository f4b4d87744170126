import { ListEnd, ListStart } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { amountText } from '#web/parts/format/amountText.ts'

type QueuePositionNoteProps = { readonly place: 'same' | 'keeps' | 'end'; readonly pricePerGpuSecond: bigint }

/** Shows whether an order that replaces another order keeps the queue position of that order. */
export function QueuePositionNote({ place, pricePerGpuSecond }: QueuePositionNoteProps) {
  const t = useTranslations('ticket.place')
  const strong = { b: (words: ReactNode) => <b>{words}</b>, price: amountText(pricePerGpuSecond * 3_600n) }
  switch (place) {
    case 'same':
      return <p className="t12 dim">{t('same')}</p>
    case 'keeps':
      return (
        <div className="callout go">
          <ListStart className="i" aria-hidden />
          <span>{t.rich('keeps', strong)}</span>
        </div>
      )
    case 'end':
      return (
        <div className="callout warn">
          <ListEnd className="i" aria-hidden />
          <span>{t.rich('end', strong)}</span>
        </div>
      )
  }
}
