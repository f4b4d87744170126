'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Search, Vote } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useDeferredValue, useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Segmented } from '#web/components/ui/Segmented.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import { ProposalRow, useProposalColumns } from '#web/features/govern/proposals/ProposalRow.tsx'
import { filterOf, needsVote, type ProposalTab, proposalTabs } from '#web/features/govern/proposals/proposalTabs.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { proposalsQuery } from '#web/parts/govern/governQueries.ts'
import { ListPanel } from '#web/parts/govern/ListPanel.tsx'
import { PagesView } from '#web/parts/govern/PagesView.tsx'
import { useAccount } from '#web/parts/session/useAccount.ts'

/** Shows every proposal, newest first, filtered by state and by text. One tab shows only the proposals on which the connected account can still vote. */
export function ProposalsView() {
  const t = useTranslations('govern.proposals')
  const account = useAccount() ?? null
  const [tab, setTab] = useState<ProposalTab>('all')
  const [text, setText] = useState('')
  const columns = useProposalColumns()
  const searched = useDeferredValue(text)
  const list = useInfiniteQuery(proposalsQuery(browserApi, filterOf({ tab, text: searched, account })))
  const tabs = proposalTabs.filter((one) => one !== 'mine' || account !== null)
  const isFiltered = tab !== 'all' || searched.trim() !== ''
  return (
    <div className="stack g4 gprops gtools">
      <div className="row wrap between g3">
        <Segmented label={t('tabs')} value={tab} onChange={setTab} options={tabs.map((value) => ({ value, label: t(`tab.${value}`) }))} />
        <TextInput
          type="search"
          aria-label={t('search')}
          placeholder={t('search')}
          maxLength={100}
          prefix={<Search className="i s" aria-hidden />}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
      </div>
      <PagesView list={list} failed={t('failed')} more={t('more')}>
        {({ first, items, more }) => {
          const shown = tab === 'mine' ? items.filter(needsVote) : items
          return (
            <ListPanel
              title={t('title')}
              end={
                <Button asChild size="sm">
                  <Link href="/govern/proposals/new">{t('new')}</Link>
                </Button>
              }
              empty={
                isFiltered
                  ? { icon: Vote, title: t(tab === 'mine' ? 'noneMine' : 'noneFound'), text: t(tab === 'mine' ? 'noneMineText' : 'noneFoundText') }
                  : { icon: Vote, title: t('empty'), text: t('emptyText') }
              }
              more={more}
              columns={columns}
              rows={shown.map((proposal) => <ProposalRow key={proposal.id} proposal={proposal} now={first.blockTimestamp} />)}
            />
          )
        }}
      </PagesView>
    </div>
  )
}
