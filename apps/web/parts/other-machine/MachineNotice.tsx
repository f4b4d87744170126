import { readyUntil } from '@infinitio/domain'
import { type LeaseWire, leaseTermsFromWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { Callout } from '#web/components/ui/Callout.tsx'
import { InsteadOfLease } from '#web/parts/other-machine/InsteadOfLease.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { clockText, minuteText } from '#web/parts/format/clockText.ts'
import { cancelCost } from '#web/parts/lease/cancelCost.ts'

/** How many seconds after the end of the grace period anybody may cancel a lease whose machine never became ready. The market does so at that time. */
const takenBackSeconds = 3_600

/**
 * Explains a problem with the machine of a lease: it is late, does not respond or is lost. If the lease is not ready yet, also shows what cancelling costs or
 * when the money is refunded. Offers the renter the best other machine if the lease is not ready yet or its machine is lost. Shows nothing if the machine has
 * no problem.
 */
export function MachineNotice({ lease, now }: { readonly lease: LeaseWire; readonly now: number }) {
  const t = useTranslations('lease')
  const trouble = troubleOf(lease, now)
  if (trouble === null) return null
  const isReady = lease.state === 'active'
  return (
    <Callout tone="warn" alert>
      <b>{t(`${trouble}.title`)}</b> {isReady && trouble === 'silent' && t('silent.text')}
      {isReady && lease.lost !== null && t('lost.text', { time: clockText(lease.lost.since) })}
      {!isReady && <Unready lease={lease} now={now} />}
      {lease.role === 'renter' && (!isReady || trouble === 'lost') && <InsteadOfLease lease={lease} />}
    </Callout>
  )
}

/** If cancelling costs something now, shows how much and until when. If cancelling is free now, shows when the locked money is refunded automatically. */
function Unready({ lease, now }: { readonly lease: LeaseWire; readonly now: number }) {
  const t = useTranslations('lease')
  const { cost, costsUntil } = cancelCost(lease, now)
  const amount = amountText(BigInt(lease.escrow))
  if (cost > 0n) return t('unreadyCosts', { amount, cost: amountText(cost), until: minuteText(costsUntil) })
  return t('unready', { amount, time: minuteText(graceEndOf(lease) + takenBackSeconds) })
}

function graceEndOf({ terms }: LeaseWire): number {
  return Number(readyUntil(leaseTermsFromWire(terms)))
}

/** Returns the problem with the machine of a lease that should run now: it is late, does not respond or is lost. Returns null if there is none. */
function troubleOf(lease: LeaseWire, now: number): 'lost' | 'silent' | 'late' | null {
  if (lease.state !== 'booked' && lease.state !== 'active') return null
  if (lease.lost !== null) return 'lost'
  if (lease.node.state === 'suspect' && now >= lease.terms.start) return 'silent'
  return lease.state === 'booked' && now > graceEndOf(lease) ? 'late' : null
}
