'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Vote } from 'lucide-react'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { proposalsQuery } from '#web/parts/govern/governQueries.ts'
import { ListPanel } from '#web/parts/govern/ListPanel.tsx'
import { ProposalRow, useProposalColumns } from '#web/features/govern/proposals/ProposalRow.tsx'

const shown = 3

/** The proposals that were made last, as a look from the overview; nothing before they are there. */
export function NewestProposals() {
  const t = useTranslations('govern.proposals')
  const columns = useProposalColumns()
  const [page] = useInfiniteQuery(proposalsQuery(browserApi)).data?.pages ?? []
  if (page === undefined) return null
  return (
    <ListPanel
      title={t('newest')}
      end={
        <Link className="link t13" href="/govern/proposals">
          {t('all')}
        </Link>
      }
      empty={{ icon: Vote, title: t('empty'), text: t('emptyText') }}
      more={null}
      columns={columns}
      rows={page.items.slice(0, shown).map((proposal) => <ProposalRow key={proposal.id} proposal={proposal} now={page.blockTimestamp} />)}
    />
  )
}
