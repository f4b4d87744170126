'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Vote } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { proposalsQuery } from '#web/parts/govern/governQueries.ts'
import { ListPanel } from '#web/parts/govern/ListPanel.tsx'
import { PagesView } from '#web/parts/govern/PagesView.tsx'
import { ProposalRow, useProposalColumns } from '#web/features/govern/proposals/ProposalRow.tsx'

/** Every proposal, newest first: where it stands, its votes, what it still needs and what comes when. */
export function ProposalsView() {
  const t = useTranslations('govern.proposals')
  const columns = useProposalColumns()
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
          columns={columns}
          rows={items.map((proposal) => <ProposalRow key={proposal.id} proposal={proposal} now={first.blockTimestamp} />)}
        />
      )}
    </PagesView>
  )
}
