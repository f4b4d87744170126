import type { DisputeWire } from '@infinitio/domain/wire'
import { Scale } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { DisputeState } from '#web/features/govern/disputes/DisputeState.tsx'
import { spanText } from '#web/parts/format/spanText.ts'
import { ListPanel } from '#web/parts/govern/ListPanel.tsx'
import type { More } from '#web/parts/govern/PagesView.tsx'
import { exactPtText } from '#web/parts/govern/tokenText.ts'
import { AccountText } from '#web/parts/identity/AccountText.tsx'

type DisputesTableProps = {
  readonly title: string
  readonly items: readonly DisputeWire[]
  readonly more: More
  /** The chain's time in Unix seconds. */
  readonly now: number
  readonly empty: { readonly title: string; readonly text: string }
}

/** Lists disputes, each with its subject, its state, its next step, the claimed amount and the account that opened it. */
export function DisputesTable({ title, items, more, now, empty }: DisputesTableProps) {
  const t = useTranslations('govern.disputes')
  return (
    <ListPanel
      title={title}
      empty={{ icon: Scale, ...empty }}
      more={more}
      columns={[
        { name: t('number'), className: 'hide-s' },
        { name: t('subject') },
        { name: t('claim'), className: 'n' },
        { name: t('next'), className: 'hide-s' },
        { name: t('opener'), className: 'hide-s hide-m' },
      ]}
      rows={items.map((dispute) => (
        <tr key={dispute.id}>
          <td className="hide-s mono">{dispute.id}</td>
          <td>
            <Link className="link" href={`/disputes/${dispute.id}`}>
              {subjectText(dispute, t)}
            </Link>
            <div className="row wrap g2 gunder">
              <DisputeState dispute={dispute} />
              <span className="only-phone t12 dim">{nextText(dispute, now, t)}</span>
            </div>
          </td>
          <td className="n">{exactPtText(dispute.claim)}</td>
          <td className="hide-s">{nextText(dispute, now, t)}</td>
          <td className="hide-s hide-m">
            <AccountText account={dispute.opener} />
          </td>
        </tr>
      ))}
    />
  )
}

type Translate = ReturnType<typeof useTranslations<'govern.disputes'>>

/** Returns the subject of a dispute in words: a lease, or a slash of a bond. */
export function subjectText({ lease, slash }: Pick<DisputeWire, 'lease' | 'slash'>, t: Translate): string {
  return slash === null ? t('ofLease', { lease: lease ?? '' }) : t('ofSlash', { purpose: slash.purpose })
}

/** Returns the next step of a dispute in words, and how much time is left for that step. */
export function nextText({ next: { acts, deadline } }: Pick<DisputeWire, 'next'>, now: number, t: Translate): string {
  const [act] = acts
  if (act === undefined) return t('nothing')
  const step = t(`step.${act}`)
  return deadline === null ? step : t('within', { step, span: spanText(Math.max(0, deadline - now)) })
}
