import { ArrowDown, ArrowUp, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { problemOf } from '#web/parts/api/problem.ts'
import { bytesText } from '#web/parts/format/bytesText.ts'
import { TooLargeHere } from '#web/features/files/saveDownload.ts'
import type { Transfer, Transfers } from '#web/features/files/transfers.ts'

/** Lists running, completed and failed transfers with their progress and a cancel button. */
export function TransferList({ all, transfers }: { readonly all: readonly Transfer[]; readonly transfers: Transfers }) {
  const t = useTranslations('files')
  if (all.length === 0) return null
  const isBusy = all.some(({ state }) => state === 'running' || state === 'waiting')
  return (
    <section className="transfers" aria-label={t('transfers')}>
      <ul className="stack g2">
        {all.map((transfer) => (
          <Line key={transfer.id} transfer={transfer} onCancel={() => transfers.cancel(transfer.id)} />
        ))}
      </ul>
      {!isBusy && (
        <Button size="sm" tone="ghost" onClick={() => transfers.clear()}>
          {t('clear')}
        </Button>
      )}
    </section>
  )
}

function Line({ transfer, onCancel }: { readonly transfer: Transfer; readonly onCancel: () => void }) {
  const t = useTranslations('files')
  const { direction, name, state, bytes, totalBytes } = transfer
  const Icon = direction === 'up' ? ArrowUp : ArrowDown
  const isOpen = state === 'running' || state === 'waiting'
  const text = useStateText(transfer)
  return (
    <li className="row g2 t13">
      <Icon className="i s dim" aria-hidden />
      <span className="grow">
        <bdi className="fname">{name}</bdi>
        <span className={state === 'failed' ? 'warn' : 'dim'} role={isOpen ? undefined : 'status'}>
          {text}
        </span>
        {state === 'running' && (
          <progress
            aria-label={t('progressOf', { name })}
            max={totalBytes ?? undefined}
            value={totalBytes === null ? undefined : Math.min(bytes, totalBytes)}
          />
        )}
      </span>
      {isOpen && (
        <Button size="sm" shape="icon" tone="ghost" aria-label={t('cancelNamed', { name })} onClick={onCancel}>
          <X className="i s" aria-hidden />
        </Button>
      )}
    </li>
  )
}

function useStateText({ state, bytes, totalBytes, error, direction }: Transfer): string {
  const t = useTranslations('files')
  switch (state) {
    case 'waiting':
      return t('state.waiting')
    case 'running':
      return totalBytes === null
        ? t('state.some', { bytes: bytesText(bytes) })
        : t('state.of', { bytes: bytesText(bytes), total: bytesText(totalBytes) })
    case 'done':
      return t(direction === 'up' ? 'state.uploaded' : 'state.downloaded', { bytes: bytesText(bytes) })
    case 'cancelled':
      return t('state.cancelled')
    case 'failed': {
      if (error instanceof TooLargeHere) return t('tooLarge')
      const { sentence, code } = problemOf(error)
      return `${sentence} (${code})`
    }
  }
}
