import { stopNoticeSeconds, vestingSeconds } from '@infinitio/domain'
import { ErrorCode } from '#web/parts/api/ErrorCode.tsx'
import type { LeaseWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { Callout } from '#web/components/ui/Callout.tsx'
import { sentenceOf } from '#web/parts/api/sentenceOf.ts'
import { InsteadOfLease } from '#web/parts/other-machine/InsteadOfLease.tsx'
import { clockText, minuteText } from '#web/parts/format/clockText.ts'
import { leaseAmountText } from '#web/parts/lease/finalTexts.ts'
import { isRefunded, liveAmounts } from '#web/parts/lease/liveAmounts.ts'

/** Shows a problem of a lease: it ends within a minute, a signed action on it failed, or it has ended and must still be closed. Otherwise renders nothing. */
export function LeaseNotice({ lease, now }: { readonly lease: LeaseWire; readonly now: number }) {
  const t = useTranslations('lease')
  const failed = lease.relays.find(({ kind, state }) => kind !== 'ready' && state === 'failed')
  const secondsLeft = lease.endsAt - now
  if (lease.state === 'active' && lease.lost === null && secondsLeft > 0 && secondsLeft <= stopNoticeSeconds) {
    return (
      <Callout tone="warn" alert>
        <b>{t('endsNow.title')}</b> {t('endsNow.text')}
      </Callout>
    )
  }
  if (lease.state === 'ended') {
    const compensation = BigInt(lease.compensation)
    const to = lease.role === 'renter' ? 'you' : 'renter'
    const textOf = leaseAmountText(lease)
    return (
      <Callout tone="plain">
        {lease.endReason === 'node_lost' && `${t('closing.lost', { time: clockText(lease.endsAt) })} `}
        <b>{t('closing.title', { time: minuteText(lease.endsAt + Number(vestingSeconds)) })}</b>{' '}
        {t(isRefunded(lease) ? 'closing.refunded' : 'closing.text', { to, amount: textOf(liveAmounts(lease, now).refund) })}
        {compensation > 0n && ` ${t('closing.compensated', { to, amount: textOf(compensation) })}`}
        {lease.endReason === 'node_lost' && lease.role === 'renter' && <InsteadOfLease lease={lease} />}
      </Callout>
    )
  }
  if (failed !== undefined && failed.code !== null && lease.state !== 'closed') {
    return (
      <Callout tone="warn" alert>
        {sentenceOf(failed.code)} <ErrorCode code={failed.code} />
      </Callout>
    )
  }
  return null
}
