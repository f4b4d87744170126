import { vestingSeconds } from '@infinitio/domain'
import type { LeaseWire } from '@infinitio/domain/wire'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useLocationText } from '#web/parts/machine/useLocationText.ts'
import { Button } from '#web/components/ui/Button.tsx'
import { About } from '#web/parts/format/About.tsx'
import { wholePriceText } from '#web/parts/format/wholePrice.ts'
import { textTogether } from '#web/parts/format/sumTexts.ts'
import { clockText, minuteText, momentText } from '#web/parts/format/clockText.ts'
import { spanText } from '#web/parts/format/spanText.ts'
import { HoldingBadge } from '#web/parts/lease/HoldingBadge.tsx'
import { LeaseStateBadge } from '#web/parts/lease/LeaseStateBadge.tsx'
import { leaseTitle } from '#web/parts/lease/leaseTitle.ts'
import { liveAmounts } from '#web/parts/lease/liveAmounts.ts'
import { startsIn } from '#web/parts/lease/leaseState.ts'
import { useLiveTopic } from '#web/parts/live/useLiveTopic.ts'
import { CountryFlag } from '#web/parts/machine/CountryFlag.tsx'
import { givenName, nodeTitle } from '#web/parts/machine/nodeTitle.ts'
import { SimulatedBadge } from '#web/parts/machine/SimulatedBadge.tsx'

/**
 * Shows one live lease: its state, the spent and paid amounts, the time left, and the refund if it were ended now. It also links to the shell and to the
 * actions.
 */
export function LiveLeaseRow({ lease, now }: { readonly lease: LeaseWire; readonly now: number }) {
  const t = useTranslations('leases')
  const tUnits = useTranslations('units')
  const locationText = useLocationText()
  const amounts = liveAmounts(lease, now)
  useLiveTopic(`lease:${lease.leaseId}`)
  const escrow = BigInt(lease.escrow)
  const refund = amounts.ifEnded?.refund ?? amounts.refund
  const textOf = textTogether([amounts.paid, refund, escrow])
  const share = escrow === 0n ? 0 : Number((amounts.spent * 1_000n) / escrow) / 10
  const title = leaseTitle(lease)
  const wait = startsIn(lease, now)
  const hasShell = lease.role === 'renter' && (lease.state === 'booked' || lease.state === 'active') && wait === null
  return (
    <tr>
      <td>
        <Link href={`/leases/${lease.leaseId}`}>
          <b className="strong">{title}</b>
        </Link>{' '}
        <HoldingBadge lease={lease} />
        <span className="sub nowrap">
          #{lease.leaseId}, {nodeTitle({ gpus: lease.terms.gpus, className: lease.node.className })}
        </span>
      </td>
      <td>
        <span className="row wrap">
          {givenName(lease.node.name)}
          {lease.node.simulated && <SimulatedBadge />}
        </span>
        <span className="sub">
          <CountryFlag country={lease.node.country} /> {locationText(lease.node)}
        </span>
      </td>
      <td>
        <LeaseStateBadge lease={lease} now={now} />
        <span className="sub">{whenText(lease, t)}</span>
        <ImageWord image={lease.image} />
        {(lease.secrets.state === 'waiting' || lease.secrets.state === 'refused') && <span className="sub">{t('waitsForSecrets')}</span>}
      </td>
      <td className="n" data-k={tUnits('ptPerHour')}>
        {wholePriceText(amounts.perSecond * 3_600n)}
        <About units={amounts.perSecond * 3_600n} />
      </td>
      <td className="n" data-k={t('column.spent')}>
        <b>{textOf(amounts.paid)}</b> <span className="dim">{t('of', { amount: textOf(escrow) })}</span>
        <About units={amounts.paid} />
        <span className="meter block" role="img" aria-label={t('percentSpent', { percent: Math.round(share) })}>
          <i className="grey" style={{ width: `${share}%` }} />
        </span>
      </td>
      <td className="n" data-k={t(wait === null ? 'column.left' : 'column.length')}>
        <span className="nowrap">
          {wait === null ? spanText(amounts.secondsLeft) : t('startsFor', { span: spanText(lease.endsAt - lease.terms.start) })}
        </span>
        <span className="sub">{wait === null ? momentText(lease.endsAt) : t('from', { moment: momentText(lease.terms.start) })}</span>
      </td>
      <td className="n hide-m" data-k={t('column.refund')}>
        {textOf(refund)}
        <About units={refund} />
      </td>
      <td className="act">
        <RowLinks lease={lease} hasShell={hasShell} />
      </td>
    </tr>
  )
}

/** Links to the shell and to the lease page, where Extend and End are at the top. */
function RowLinks({ lease, hasShell }: { readonly lease: LeaseWire; readonly hasShell: boolean }) {
  const t = useTranslations('leases')
  const title = leaseTitle(lease)
  const page = `/leases/${lease.leaseId}`
  if (!hasShell)
    return (
      <Button asChild size="sm">
        <Link href={page} aria-label={t('detailsOf', { title })}>
          {t('details')}
        </Link>
      </Button>
    )
  return (
    <>
      <Button asChild size="sm">
        <Link href={`${page}?tab=shell`} aria-label={t('shellOf', { title })}>
          {t('shell')}
        </Link>
      </Button>
      <Button asChild size="sm">
        <Link href={`${page}?tab=overview`} aria-label={t('manageOf', { title })}>
          {t('manage')}
        </Link>
      </Button>
    </>
  )
}

/** Shows in a few words how far the machine has fetched the lease's container image. Shows nothing for a lease without an image. */
function ImageWord({ image }: Pick<LeaseWire, 'image'>) {
  const t = useTranslations('lease.image.short')
  if (image.state === 'none') return null
  const text =
    image.state === 'pulling' ? t('pulling', { percent: image.percent }) : t(image.state === 'refused' && image.retrying ? 'retrying' : image.state)
  return <span className="sub">{text}</span>
}

function whenText({ state, ready, settled, endsAt }: LeaseWire, t: ReturnType<typeof useTranslations<'leases'>>): string {
  if (state === 'ended') return t('closesAt', { time: minuteText(endsAt + Number(vestingSeconds)) })
  return ready === null ? t('settledAt', { time: clockText(settled.at) }) : t('since', { time: clockText(ready.at) })
}
