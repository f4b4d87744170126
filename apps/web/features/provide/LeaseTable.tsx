import { feesIn, vestingSeconds } from '@infinitio/domain'
import type { LeaseWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { dayMinuteText } from '#web/parts/format/clockText.ts'
import { spanText } from '#web/parts/format/spanText.ts'
import { AccountText } from '#web/parts/identity/AccountText.tsx'
import { isRelayUnderWay, startsIn } from '#web/parts/lease/leaseState.ts'
import { LeaseStateBadge } from '#web/parts/lease/LeaseStateBadge.tsx'
import { endTimes } from '#web/parts/lease/endTimes.ts'
import { liveAmounts } from '#web/parts/lease/liveAmounts.ts'
import { givenName } from '#web/parts/machine/nodeTitle.ts'

type LeaseTableProps = {
  readonly leases: readonly LeaseWire[]
  /** The present time by the chain's clock, in Unix seconds. */
  readonly now: number
  /** The provider's bond in PToken base units. */
  readonly bonded: bigint
}

/** Shows leases on a provider's machines, running ones first, with their pay after the fee. An ended lease shows when its pay is due. */
export function LeaseTable({ leases, now, bonded }: LeaseTableProps) {
  const t = useTranslations('provide.leases')
  const ordered = [...leases].sort((a, b) => rank(a) - rank(b) || Number(BigInt(b.leaseId) - BigInt(a.leaseId)))
  return (
    <div className="scroll">
      <table className="table pl">
        <TableHead
          columns={[
            { name: t('lease') },
            { name: t('state') },
            { name: t('renter'), className: 'hide-s' },
            { name: t('time'), className: 'n hide-s' },
            { name: t('earned'), className: 'n' },
            { name: t('actions'), className: 'n' },
          ]}
        />
        <tbody>
          {ordered.map((lease) => (
            <LeaseRow key={lease.leaseId} lease={lease} now={now} bonded={bonded} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function LeaseRow({ lease, now, bonded }: { readonly lease: LeaseWire; readonly now: number; readonly bonded: bigint }) {
  const t = useTranslations('provide.leases')
  const amounts = liveAmounts(lease, now)
  const earned = amounts.pay - feesIn(amounts.fees, { payer: 'provider' }).total
  function timeText(): string {
    if (lease.state === 'ended' || lease.state === 'closed') return dayMinuteText(endTimes(lease).endedAt)
    if (startsIn(lease, now) === null) return t('left', { span: spanText(amounts.secondsLeft) })
    return t('from', { moment: dayMinuteText(lease.terms.start), span: spanText(lease.endsAt - lease.terms.start) })
  }
  return (
    <tr>
      <td>
        <Link href={`/leases/${lease.leaseId}`}>
          <b className="strong">{t('on', { node: givenName(lease.node.name) })}</b>
        </Link>
        <span className="block t12 dim">
          #{lease.leaseId}, {lease.terms.gpus} × {givenName(lease.node.className)}
        </span>
      </td>
      <td>
        <LeaseStateBadge lease={lease} now={now} />
      </td>
      <td className="hide-s">
        <AccountText account={lease.holder} />
      </td>
      <td className="n hide-s">{timeText()}</td>
      <td className="n">
        <b>{amountText(earned)}</b> PT
        <About units={earned} />
        {lease.state === 'ended' && (
          <span className="block t12 dim">{t('due', { moment: dayMinuteText(lease.endsAt + Number(vestingSeconds)) })}</span>
        )}
      </td>
      <td className="n act">
        <EndLeaseButton lease={lease} now={now} bonded={bonded} />
      </td>
    </tr>
  )
}

function rank({ state }: LeaseWire): number {
  return state === 'active' ? 0 : state === 'booked' ? 1 : 2
}

const EndLeaseDialog = dynamic(() => import('#web/features/provide/EndLeaseDialog.tsx').then((module) => module.EndLeaseDialog), { ssr: false })

/** Lets a provider end a running lease on its machine. The renter's compensation is paid from the provider's bond, `bonded` (base units). */
function EndLeaseButton({ lease, now, bonded }: { readonly lease: LeaseWire; readonly now: number; readonly bonded: bigint }) {
  const t = useTranslations('provide.ending')
  const [isOpen, setIsOpen] = useState(false)
  if (lease.state !== 'booked' && lease.state !== 'active') return null
  return (
    <>
      <Button size="sm" disabled={isRelayUnderWay(lease)} onClick={() => setIsOpen(true)} aria-label={t('nameOf', { leaseId: lease.leaseId })}>
        {t('name')}
      </Button>
      {isOpen && <EndLeaseDialog lease={lease} now={now} bonded={bonded} onClose={() => setIsOpen(false)} />}
    </>
  )
}
