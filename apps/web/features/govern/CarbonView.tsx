'use client'
import type { CarbonFilingWire, CarbonWire } from '@infinitio/domain/wire'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Leaf } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { Badge, type BadgeTone } from '#web/components/ui/Badge.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { browserApi } from '#web/features/api/browserApi.ts'
import { dayText } from '#web/features/format/clockText.ts'
import { spanText } from '#web/features/format/spanText.ts'
import { carbonQuery } from '#web/features/govern/governQueries.ts'
import { bpsText, gText, shareText } from '#web/features/govern/gText.ts'
import { ListPanel } from '#web/features/govern/ListPanel.tsx'
import { NoDao } from '#web/features/govern/NoDao.tsx'
import { type More, PagesView } from '#web/features/govern/PagesView.tsx'
import { AccountText } from '#web/features/identity/AccountText.tsx'

const tones = {
  waiting: 'pending',
  drawable: 'pending',
  audit: 'pending',
  over: 'pending',
  accepted: 'final',
  rejected: 'bad',
  revoked: 'bad',
  returned: 'plain',
  released: 'plain',
} as const satisfies Record<CarbonFilingWire['state'], BadgeTone>

const CarbonActs = dynamic(() => import('#web/features/govern/CarbonActs.tsx').then((module) => module.CarbonActs), { ssr: false })

/** Proofs of green energy, newest first: what each covers, where its audit stands, and what a wallet can do about it. */
export function CarbonView() {
  const t = useTranslations('govern.carbon')
  const list = useInfiniteQuery(carbonQuery(browserApi))
  return (
    <PagesView list={list} failed={t('failed')} more={t('more')}>
      {({ first: { contracts, limits, blockTimestamp }, items, more }) =>
        contracts === null || limits === null ? (
          <NoDao />
        ) : (
          <div className="gl">
            <Filings items={items} more={more} now={blockTimestamp} />
            <div className="stack g4">
              <RulesPanel limits={limits} />
              <CarbonActs items={items} contracts={contracts} />
            </div>
          </div>
        )
      }
    </PagesView>
  )
}

type FilingsProps = { readonly more: More; readonly items: readonly CarbonFilingWire[]; readonly now: number }

function Filings({ items, more, now }: FilingsProps) {
  const t = useTranslations('govern.carbon')
  return (
    <ListPanel
      title={t('title')}
      empty={{ icon: Leaf, title: t('empty'), text: t('emptyText') }}
      more={more}
      columns={[
        { name: t('number'), className: 'hide-s' },
        { name: t('proof') },
        { name: t('covers'), className: 'n' },
        { name: t('answers'), className: 'hide-s' },
        { name: t('provider'), className: 'hide-s hide-m' },
      ]}
      rows={items.map((filing) => <FilingRow key={filing.id} filing={filing} now={now} />)}
    />
  )
}

function FilingRow({ filing, now }: { readonly filing: CarbonFilingWire; readonly now: number }) {
  const t = useTranslations('govern.carbon')
  const { panel, state } = filing
  return (
    <tr>
      <td className="hide-s mono">{filing.id}</td>
      <td>
        <span>{t('period', { source: filing.source, from: dayText(filing.from), until: dayText(filing.until) })}</span>
        <div className="row wrap g2 gunder">
          <Badge tone={tones[state]}>{t(`state.${state}`)}</Badge>
          {state === 'audit' && panel.answerUntil !== null && (
            <span className="t12 dim">{t('left', { span: spanText(Math.max(0, panel.answerUntil - now)) })}</span>
          )}
          {filing.bond !== '0' && <span className="t12 dim">{t('held', { bond: gText(filing.bond) })}</span>}
        </div>
      </td>
      <td className="n">{shareText(filing.coverage, 10n ** 18n)}</td>
      <td className="hide-s">
        {t('count', { yes: panel.accepts, no: panel.rejects, size: panel.size })}
        {panel.auditors.map((auditor) => (
          <div key={auditor} className="t12 dim">
            <AccountText account={auditor} />
          </div>
        ))}
      </td>
      <td className="hide-s hide-m">
        <AccountText account={filing.provider} />
      </td>
    </tr>
  )
}

function RulesPanel({ limits }: { readonly limits: NonNullable<CarbonWire['limits']> }) {
  const t = useTranslations('govern.carbon.rules')
  return (
    <Panel title={t('title')}>
      <ul className="panel-body stack g3 t13">
        <li>{t('bond', { bond: gText(limits.bond), share: bpsText(limits.slashBps) })}</li>
        <li>{t('auditors', { count: limits.auditors, span: spanText(limits.auditSeconds), fee: gText(limits.auditorFee) })}</li>
        <li>{t('vote')}</li>
      </ul>
    </Panel>
  )
}
