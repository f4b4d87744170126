import type { OrderWire } from '@infinitio/domain/wire'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Badge } from '#web/components/ui/Badge.tsx'
import { hourPriceText } from '#web/features/market/marketTexts.ts'

/** The matches of a bid: how much at which price, on which node, and the lease it became. */
export function FillList({ matches }: Pick<OrderWire, 'matches'>) {
  const t = useTranslations('orders')
  return (
    <ul className="fl" aria-label={t('fills')}>
      {matches.map(({ matchId, gpus, pricePerGpuSecond, node, leaseId, state, code }) => (
        <li key={matchId}>
          <span>{t('fill', { gpus, price: hourPriceText(pricePerGpuSecond) })}</span>
          <span>
            <Link className="link" href={`/gpus/${node}`}>
              {t('onNode')} <span className="mono">{node.slice(0, 8)}</span>
            </Link>{' '}
            {leaseId !== null && (
              <Link className="link" href={`/leases/${leaseId}`}>
                {t('lease', { leaseId })}
              </Link>
            )}
          </span>
          <FillBadge state={state} code={code} />
        </li>
      ))}
    </ul>
  )
}

function FillBadge({ state, code }: Pick<OrderWire['matches'][number], 'state' | 'code'>) {
  const t = useTranslations('orders')
  switch (state) {
    case 'unsettled':
      return <Badge tone="pending">{t('settling')}</Badge>
    case 'settled':
      return <Badge tone="final">{t('final')}</Badge>
    case 'abandoned':
      return (
        <span>
          <Badge tone="warn">{t('abandoned')}</Badge> <span className="mono t12 dim">{code}</span>
        </span>
      )
  }
}
