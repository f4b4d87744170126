'use client'
import type { ProposalWire } from '@infinitio/domain/wire'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Vote } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { browserApi } from '#web/features/api/browserApi.ts'
import { dayText } from '#web/features/format/clockText.ts'
import { spanText } from '#web/features/format/spanText.ts'
import { proposalsQuery } from '#web/features/govern/governQueries.ts'
import { gText } from '#web/features/govern/gText.ts'
import { ListPanel } from '#web/features/govern/ListPanel.tsx'
import { nextOf } from '#web/features/govern/nextOf.ts'
import { PagesView } from '#web/features/govern/PagesView.tsx'
import { ProposalState } from '#web/features/govern/ProposalState.tsx'

/** Every proposal, newest first: where it stands, its votes, what it still needs and what comes when. */
export function ProposalsView() {
  const t = useTranslations('govern.proposals')
  const list = useInfiniteQuery(proposalsQuery(browserApi))
  return (
    <PagesView list={list} failed={t('failed')} more={t('more')}>
      {({ first, items, more }) => (
        <ListPanel
          title={t('title')}
          end={
            <Button asChild size="sm">
              <Link href="/govern/proposals/new">{t('new')}</Link>
            </Button>
          }
          empty={{ icon: Vote, title: t('empty'), text: t('emptyText') }}
          more={more}
          columns={[
            { name: t('number'), className: 'hide-s' },
            { name: t('what') },
            { name: t('for'), className: 'n hide-s' },
            { name: t('against'), className: 'n hide-s' },
            { name: t('missing'), className: 'n hide-m' },
          ]}
          rows={items.map((proposal) => <ProposalRow key={proposal.id} proposal={proposal} now={first.blockTimestamp} />)}
        />
      )}
    </PagesView>
  )
}

function ProposalRow({ proposal, now }: { readonly proposal: ProposalWire; readonly now: number }) {
  const t = useTranslations('govern.proposals')
  const next = nextOf(proposal, now)
  const isOpen = proposal.state === 'pending' || proposal.state === 'active'
  return (
    <tr>
      <td className="hide-s mono">{proposal.number}</td>
      <td>
        <Link className="link" href={`/govern/proposals/${proposal.number}`}>
          {proposal.title === '' ? t('untitled', { number: proposal.number }) : proposal.title}
        </Link>
        <div className="row wrap g2 gunder">
          <ProposalState state={proposal.state} />
          <span className="t12 dim">{next === null ? dayText(proposal.proposedAt) : t(`next.${next.key}`, { span: spanText(next.seconds) })}</span>
        </div>
      </td>
      <td className="n hide-s">{gText(proposal.votes.for)}</td>
      <td className="n hide-s">{gText(proposal.votes.against)}</td>
      <td className="n hide-m">{isOpen || proposal.missing !== '0' ? gText(proposal.missing) : t('reached')}</td>
    </tr>
  )
}
