import type { FindingWire } from '@infinitio/domain/wire'
import { Gavel } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Badge, type BadgeTone } from '#web/components/ui/Badge.tsx'
import { Button } from '#web/components/ui/Button.tsx'
import { shortHex } from '#web/parts/format/shortHex.ts'
import { spanText } from '#web/parts/format/spanText.ts'
import { ListPanel } from '#web/parts/govern/ListPanel.tsx'
import type { More } from '#web/parts/govern/PagesView.tsx'
import { exactPtText } from '#web/parts/govern/tokenText.ts'
import { AccountText } from '#web/parts/identity/AccountText.tsx'

type FindingsTableProps = {
  readonly items: readonly FindingWire[]
  readonly more: More
  /** The chain's time in Unix seconds. */
  readonly now: number
  /** The number of the finding that is shown below the list. */
  readonly shown: number | null
  readonly onShow: (id: number) => void
}

const tones = { open: 'pending', guilty: 'bad', innocent: 'final', undecided: 'plain' } as const satisfies Record<FindingWire['state'], BadgeTone>

/** Lists findings (accusations against services), each with the service, the accused act, the loss, the next step with its deadline, and the accuser. */
export function FindingsTable({ items, more, now, shown, onShow }: FindingsTableProps) {
  const t = useTranslations('govern.findings')
  return (
    <ListPanel
      title={t('title')}
      empty={{ icon: Gavel, title: t('empty'), text: t('emptyText') }}
      more={more}
      columns={[
        { name: t('number') },
        { name: t('service') },
        { name: t('loss'), className: 'n hide-s' },
        { name: t('next'), className: 'hide-s' },
        { name: t('accuser'), className: 'hide-s hide-m' },
      ]}
      rows={items.map((finding) => (
        <tr key={finding.id}>
          <td>
            <Button size="sm" aria-pressed={finding.id === shown} aria-label={t('one', { id: finding.id })} onClick={() => onShow(finding.id)}>
              {finding.id}
            </Button>
          </td>
          <td>
            <span className="mono" title={finding.service}>
              {shortHex(finding.service)}
            </span>
            <div className="t12 dim">{t(`act.${finding.act}`)}</div>
            <div className="row wrap g2 gunder">
              <FindingState state={finding.state} />
              <span className="only-phone t12 dim">{nextText(finding, now, t)}</span>
            </div>
          </td>
          <td className="n hide-s">{exactPtText(finding.loss)}</td>
          <td className="hide-s">{nextText(finding, now, t)}</td>
          <td className="hide-s hide-m">
            <AccountText account={finding.accuser} />
          </td>
        </tr>
      ))}
    />
  )
}

/** Shows the state of a finding in a few words. */
export function FindingState({ state }: Pick<FindingWire, 'state'>) {
  const t = useTranslations('govern.findings.state')
  return <Badge tone={tones[state]}>{t(state)}</Badge>
}

type Translate = ReturnType<typeof useTranslations<'govern.findings'>>

/** Returns the next step of a finding in words, and how much time is left for that step. */
export function nextText({ next: { act, deadline } }: Pick<FindingWire, 'next'>, now: number, t: Translate): string {
  if (act === null) return t('nothing')
  const step = t(`step.${act}`)
  return deadline === null ? step : t('within', { step, span: spanText(Math.max(0, deadline - now)) })
}
