'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { chainQuery } from '#web/parts/chain/chainQuery.ts'
import { spanText } from '#web/parts/format/spanText.ts'

/** The warning appears only if the chain's clock is ahead by more than this many seconds. Less is normal between two blocks. */
const leastShownSeconds = 60

/**
 * Warns on a development chain if its clock is ahead of the real time, because leases end and money is paid by that clock. Renders nothing if it is
 * ahead by 60 s or less.
 */
export function ClockAhead() {
  const t = useTranslations('clockAhead')
  const { data: chain, dataUpdatedAt } = useQuery(chainQuery(browserApi))
  if (chain?.developmentChain !== true) return null
  const aheadSeconds = chain.chainNow - Math.floor(dataUpdatedAt / 1_000)
  return aheadSeconds <= leastShownSeconds ? null : (
    <p className="t13 warn" role="note">
      {t('text', { span: spanText(aheadSeconds) })}
    </p>
  )
}
