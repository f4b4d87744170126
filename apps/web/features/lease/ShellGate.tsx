import type { LeaseWire } from '@infinitio/domain/wire'
import { Hourglass } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { CancelTerms } from '#web/features/lease/CancelTerms.tsx'
import { StateBox } from '#web/components/ui/StateBox.tsx'
import { useChainNow } from '#web/parts/chain/useChainNow.ts'
import { momentText } from '#web/parts/format/clockText.ts'
import { sentenceGap } from '#web/parts/format/listText.ts'
import { spanText } from '#web/parts/format/spanText.ts'
import { startsIn } from '#web/parts/lease/leaseState.ts'

/** Opens the shell only between ready and end, while the machine exists. */
export function ShellGate({ lease, children }: { readonly lease: LeaseWire; readonly children: ReactNode }) {
  const t = useTranslations('lease.gate')
  const now = useChainNow(lease.now.chainNow)
  if (lease.state === 'active') return children
  const wait = startsIn(lease, now)
  const isBooked = lease.state === 'booked'
  return (
    <div className="panel">
      <StateBox kind="empty" icon={Hourglass} title={wait !== null ? t('later', { span: spanText(wait) }) : t(isBooked ? 'starting' : 'over')}>
        {wait === null ? (
          t(isBooked ? 'startingText' : 'overText')
        ) : (
          <>
            {t('laterText', { moment: momentText(lease.terms.start) })}
            {sentenceGap()}
            {lease.role === 'renter' && <CancelTerms lease={lease} now={now} />}
          </>
        )}
      </StateBox>
    </div>
  )
}
