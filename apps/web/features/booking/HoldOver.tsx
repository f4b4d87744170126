'use client'
import { ErrorCode } from '#web/parts/api/ErrorCode.tsx'
import { listOrders } from '@infinitio/sdk'
import type { HoldWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { TimerOff } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { StateBox } from '#web/components/ui/StateBox.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { sentenceOf } from '#web/parts/api/sentenceOf.ts'
import { momentText } from '#web/parts/format/clockText.ts'
import { checkoutOfHold, type KnownMachine } from '#web/parts/checkout/checkout.ts'
import { RecoveryActions } from '#web/features/booking/RecoveryActions.tsx'

const recentOrders = 20

type HoldOverProps = {
  readonly hold: HoldWire
  /** The machine as the page last showed it during the hold; null if it was never shown. */
  readonly seen: KnownMachine | null
  readonly onOrder: (orderHash: string) => void
}

/** Shows that a hold (the reservation of a machine or its price) has ended, why, and what to do next. A hold that became an order links to that order. */
export function HoldOver({ hold, seen, onOrder }: HoldOverProps) {
  const t = useTranslations('book')
  const { data: orders } = useQuery({
    queryKey: ['orders', 'recent'],
    queryFn: () => listOrders(browserApi, { limit: recentOrders }),
    enabled: hold.state === 'used',
  })
  const orderHash = orders?.items.find(({ holdId }) => holdId === hold.holdId)?.orderHash
  useEffect(() => {
    if (orderHash !== undefined) onOrder(orderHash)
  }, [orderHash, onOrder])
  const code = codeOf(hold)
  return (
    <div className="panel mt-6">
      <StateBox
        isPage
        kind="error"
        icon={TimerOff}
        title={t(`over.${hold.state === 'rejected' ? 'rejected' : hold.state === 'used' ? 'used' : 'gone'}`)}
        code={<ErrorCode code={code} />}
        actions={<RecoveryActions code={code} checkout={checkoutOfHold(hold, seen)} onSignAgain={() => undefined} />}
      >
        {hold.retryAt === null ? sentenceOf(code) : t('over.limit', { moment: momentText(hold.retryAt) })}
      </StateBox>
    </div>
  )
}

function codeOf(hold: HoldWire): string {
  if (hold.code !== null) return hold.code
  switch (hold.state) {
    case 'used':
      return 'hold.already_used'
    case 'released':
      return 'hold.released'
    case 'requested':
    case 'held':
    case 'expired':
    case 'rejected':
      return 'hold.expired'
  }
}
