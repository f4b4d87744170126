import type { LeaseWire } from '@infinitio/domain/wire'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { addressOfChoice, endedOfChoice, type LeaseChoice } from '#web/features/leases/leaseChoice.ts'
import { About } from '#web/parts/format/About.tsx'
import { dayMinuteText } from '#web/parts/format/clockText.ts'
import { spanText } from '#web/parts/format/spanText.ts'
import { finalAmountsOfLease, finalTexts } from '#web/parts/lease/finalTexts.ts'
import { HoldingBadge } from '#web/parts/lease/HoldingBadge.tsx'
import { LeaseStateBadge } from '#web/parts/lease/LeaseStateBadge.tsx'
import { leaseTitle } from '#web/parts/lease/leaseTitle.ts'
import { liveAmounts } from '#web/parts/lease/liveAmounts.ts'
import { nodeTitle } from '#web/parts/machine/nodeTitle.ts'

type EndedLeasesProps = {
  readonly leases: readonly LeaseWire[]
  readonly choice: LeaseChoice
  /** Loads older leases; null if there are none. */
  readonly onMore: (() => void) | null
}

/** Lists the ended leases that the choice selects, with reason, payment, refund and receipt. Shows a sentence if there are none. */
export function EndedLeases({ leases, choice, onMore }: EndedLeasesProps) {
  const t = useTranslations('leases')
  const shown = endedOfChoice(leases, choice)
  return (
    <section className="panel mt-5" aria-label={t('ended')}>
      <header className="panel-head">
        <h2>{t('ended')}</h2>
        <Link className="end link t13" href="/wallet/statement#cost">
          {t('byMonth')}
        </Link>
      </header>
      {shown.length === 0 ? <NoneEnded choice={choice} /> : <EndedTable leases={shown} />}
      {onMore !== null && (
        <p className="panel-body">
          <Button size="sm" onClick={onMore}>
            {t('more')}
          </Button>
        </p>
      )}
      <p className="panel-foot">{t('refundsText')}</p>
    </section>
  )
}

function NoneEnded({ choice }: { readonly choice: LeaseChoice }) {
  const t = useTranslations('leases')
  return (
    <p className="panel-body t13 dim">
      {t(choice === 'problems' ? 'noneProblems' : 'noneEnded')}{' '}
      <Link className="link" href={addressOfChoice('all')}>
        {t('showAll')}
      </Link>
    </p>
  )
}

function EndedTable({ leases }: { readonly leases: readonly LeaseWire[] }) {
  const t = useTranslations('leases')
  return (
    <table className="table pt">
      <TableHead
        columns={[
          { name: t('column.lease') },
          { name: t('column.gpus') },
          { name: t('column.when') },
          { name: t('column.why') },
          { name: t('column.paid'), className: 'n' },
          { name: t('column.cameBack'), className: 'n' },
          { name: t('column.actions'), className: 'n', forEars: true },
        ]}
      />
      <tbody>
        {leases.map((lease) => (
          <EndedRow key={lease.leaseId} lease={lease} />
        ))}
      </tbody>
    </table>
  )
}

function EndedRow({ lease }: { readonly lease: LeaseWire }) {
  const t = useTranslations('leases')
  const { chainNow } = lease.now
  const amounts = finalAmountsOfLease(lease, liveAmounts(lease, chainNow))
  const texts = finalTexts(amounts)
  const ran = lease.ready === null ? null : Math.max(0, (lease.ended?.at ?? lease.closed?.at ?? lease.endsAt) - lease.ready.at)
  return (
    <tr>
      <td>
        <Link href={`/leases/${lease.leaseId}`}>
          <b className="strong">{leaseTitle(lease)}</b>
        </Link>{' '}
        <span className="dim">#{lease.leaseId}</span> <HoldingBadge lease={lease} />
      </td>
      <td>{nodeTitle({ gpus: lease.terms.gpus, className: lease.node.className })}</td>
      <td>
        {dayMinuteText(lease.settled.at)}, <span className="dim">{ran === null ? t('notStarted') : spanText(ran)}</span>
      </td>
      <td>
        <LeaseStateBadge lease={lease} now={chainNow} />
      </td>
      <td className="n" data-k={t('column.paid')}>
        <b>{texts.textOf(amounts.spent)}</b>
        <About units={amounts.spent} />
      </td>
      <td className="n" data-k={t('column.cameBack')}>
        {texts.refund}
        <About units={amounts.refund} />
      </td>
      <td className="n">
        <Link className="link" href={`/leases/${lease.leaseId}?tab=receipt`}>
          {t('receipt')}
        </Link>
      </td>
    </tr>
  )
}
