import type { LeaseWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { Callout } from '#web/components/ui/Callout.tsx'
import { InsteadOfLease } from '#web/features/booking/InsteadOfLease.tsx'
import { amountText } from '#web/features/format/amountText.ts'
import { clockText, minuteText } from '#web/features/format/clockText.ts'

const graceSeconds = 600
/** After that anybody may take back a lease whose machine never was ready, and the market does. */
const takenBackSeconds = 4_200

/** A lease whose machine is late, silent or given up: what is billed, what comes back and when, and to its renter the best other machine. Nothing when all is well. */
export function MachineNotice({ lease, now }: { readonly lease: LeaseWire; readonly now: number }) {
  const t = useTranslations('lease')
  const trouble = troubleOf(lease, now)
  if (trouble === null) return null
  const isReady = lease.state === 'active'
  return (
    <Callout tone="warn" alert>
      <b>{t(`${trouble}.title`)}</b> {isReady && trouble === 'silent' && t('silent.text')}
      {isReady && lease.lost !== null && t('lost.text', { time: clockText(lease.lost.since) })}
      {!isReady && t('unready', { amount: amountText(BigInt(lease.escrow)), time: minuteText(lease.terms.start + takenBackSeconds) })}
      {lease.role === 'renter' && (!isReady || trouble === 'lost') && <InsteadOfLease lease={lease} />}
    </Callout>
  )
}

/** What is wrong with the machine of a lease that is to run now. */
function troubleOf(lease: LeaseWire, now: number): 'lost' | 'silent' | 'late' | null {
  if (lease.state !== 'booked' && lease.state !== 'active') return null
  if (lease.lost !== null) return 'lost'
  if (lease.node.state === 'suspect' && now >= lease.terms.start) return 'silent'
  return lease.state === 'booked' && now > lease.terms.start + graceSeconds ? 'late' : null
}
