'use client'
import { type Governing, useVotesOn } from '@infinitio/chain/react'
import { type Address, address } from '@infinitio/domain'
import type { ProposalDetailWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Segmented } from '#web/components/ui/Segmented.tsx'
import { CountedField } from '#web/parts/govern/CountedField.tsx'
import { exactGText, gText } from '#web/parts/govern/tokenText.ts'
import { MoneyLines } from '#web/parts/transaction/MoneyLines.tsx'
import { TransactionButton } from '#web/parts/transaction/TransactionButton.tsx'

export type VoteFormProps = {
  readonly proposal: ProposalDetailWire
  readonly contracts: { readonly stakedGToken: Address; readonly governor: Address }
  readonly account: string
  readonly governing: Governing
  readonly onVoted: () => void
}

/** The most characters of a reason, because the API shows no more. */
const mostReason = 500
const supports = ['for', 'against', 'abstain'] as const

/** The form for the reader's vote and its public reason. The vote counts with the stake at the time voting opened, and cannot be changed. */
export function VoteForm({ proposal, contracts, account, governing, onVoted }: VoteFormProps) {
  const t = useTranslations('govern.proposal')
  const [support, setSupport] = useState<(typeof supports)[number]>('for')
  const [reason, setReason] = useState('')
  const isOpen = proposal.state === 'active'
  const { votes, hasVoted } = useVotesOn({
    contracts,
    account: address(account),
    proposal: { id: BigInt(proposal.id), votesFrom: proposal.votesFrom, isOpen },
  })
  if (hasVoted === true) return <Panel title={t('vote.title')}>{<p className="panel-body t13">{t('vote.done')}</p>}</Panel>
  if (!isOpen) return <Panel title={t('vote.title')}>{<p className="panel-body t13">{t('vote.notOpen')}</p>}</Panel>
  const vote = { proposalId: BigInt(proposal.id), support, reason }
  return (
    <Panel title={t('vote.title')} end={votes === undefined ? undefined : <span className="t13">{t('vote.yours', { votes: gText(votes) })}</span>}>
      <div className="panel-body stack g4">
        <Segmented
          full
          label={t('vote.title')}
          value={support}
          onChange={setSupport}
          options={supports.map((value) => ({ value, label: t(`support.${value}`) }))}
        />
        <CountedField label={t('vote.reason')} hint={t('vote.hint')} rows={3} most={mostReason} value={reason} onValue={setReason} />
        <MoneyLines
          lines={[
            { name: t('act.moves'), amount: exactGText(0n) },
            { name: t('act.network'), amount: t('act.one'), tone: 'small' },
            { name: t('vote.counts'), amount: votes === undefined ? '…' : exactGText(votes), tone: 'total' },
          ]}
        />
        {votes === 0n && <p className="t12 dim">{t('vote.none')}</p>}
        <TransactionButton
          label={t('vote.send')}
          disabled={votes === undefined || votes === 0n || reason.length > mostReason}
          once
          send={() => governing.vote(vote)}
          onDone={onVoted}
        />
      </div>
    </Panel>
  )
}
