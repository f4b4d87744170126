import type { LeaseWire } from '@infinitio/domain/wire'
import { Hourglass } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { StateBox } from '#web/components/ui/StateBox.tsx'

/** Opens the shell only where there is a machine behind it: not before ready, not after the end. */
export function ShellGate({ lease, children }: { readonly lease: LeaseWire; readonly children: ReactNode }) {
  const t = useTranslations('lease.gate')
  if (lease.state === 'active') return children
  return (
    <div className="panel">
      <StateBox kind="empty" icon={Hourglass} title={t(lease.state === 'booked' ? 'starting' : 'over')}>
        {t(lease.state === 'booked' ? 'startingText' : 'overText')}
      </StateBox>
    </div>
  )
}
