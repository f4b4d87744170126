'use client'
import { type Governing, useGoverning, useVotesOn } from '@infinitio/chain/react'
import { type Address, address } from '@infinitio/domain'
import type { ProposalDetailWire } from '@infinitio/domain/wire'
import { madeProposal } from '@infinitio/sdk/governance'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Segmented } from '#web/components/ui/Segmented.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { OwnVote } from '#web/features/govern/proposals/OwnVote.tsx'
import { momentText } from '#web/parts/format/clockText.ts'
import { ActPanel } from '#web/parts/govern/ActPanel.tsx'
import { CountedField } from '#web/parts/govern/CountedField.tsx'
import { exactGText, gText } from '#web/parts/govern/tokenText.ts'
import type { Dao } from '#web/parts/govern/governQueries.ts'
import { useTranslatedRefusals } from '#web/parts/govern/useTranslatedRefusals.ts'
import { useAccountAddress } from '#web/parts/session/useAccountAddress.ts'
import { MoneyLines } from '#web/parts/transaction/MoneyLines.tsx'
import { TransactionButton } from '#web/parts/transaction/TransactionButton.tsx'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'

export type ProposalActsProps = { readonly proposal: ProposalDetailWire; readonly dao: Dao }

/** Shows the actions that a wallet can take on a proposal now: vote, queue, execute, or release the bond. */
export function ProposalActs(props: ProposalActsProps) {
  return (
    <WalletBoundary waiting={<Skeleton width="100%" height={280} />}>
      <Acts {...props} />
    </WalletBoundary>
  )
}

function Acts({ proposal, dao }: ProposalActsProps) {
  const account = useAccountAddress()
  const queryClient = useQueryClient()
  const contracts = {
    governor: address(dao.contracts.governor),
    stakedGToken: address(dao.contracts.stakedGToken),
  }
  const governing = useTranslatedRefusals(useGoverning({ contracts, account }))
  const reload = () => {
    void queryClient.invalidateQueries({ queryKey: ['govern'] })
    // Read the account's vote from the chain again now. Otherwise, the form would show the vote only after the next regular read.
    void queryClient.invalidateQueries({ queryKey: ['readContract'] })
  }
  if (proposal.state === 'pending' || proposal.state === 'active')
    // The key gives each account an empty form, so that an account does not send the choice and the reason of another account.
    return <VoteForm key={account} proposal={proposal} contracts={contracts} account={account} governing={governing} onVoted={reload} />
  return <Ended proposal={proposal} contracts={contracts} account={account} governing={governing} onVoted={reload} />
}

/** For a proposal whose vote has ended, shows how the reader voted, and what can be done with the proposal now. */
function Ended({ proposal, contracts, account, governing, onVoted }: VoteFormProps) {
  const { hasVoted } = useVotesOn({
    contracts,
    account,
    proposal: { id: BigInt(proposal.id), votesFrom: proposal.votesFrom, isOpen: false },
  })
  return (
    <>
      <OwnVote proposal={proposal} account={account} hasVoted={hasVoted === true} />
      <CarryPanel proposal={proposal} governing={governing} onDone={onVoted} />
    </>
  )
}

type CarryProps = { readonly proposal: ProposalDetailWire; readonly governing: Governing; readonly onDone: () => void }

/** Shows the step of a passed proposal that anybody can take now or later: queue it, execute it, or release its bond. */
export function CarryPanel({ proposal, governing, onDone }: CarryProps) {
  const t = useTranslations('govern.proposal.act')
  const made = madeProposal(proposal)
  const act = actOf(proposal)
  if (act === null || (act !== 'returnBond' && made === null)) return null
  const isEarly = act === 'execute' && (proposal.executableAt ?? 0) > proposal.blockTimestamp
  const blocked = act !== 'returnBond' && proposal.mayPass === false
  const send = (): Promise<string> => {
    if (act === 'returnBond') return governing.returnBond(BigInt(proposal.id))
    if (made === null) throw new Error('a proposal without calls has no such act')
    return governing[act](made)
  }
  return (
    <ActPanel
      key={act}
      once
      title={t(`${act}.title`)}
      text={[
        t(act === 'execute' && !isEarly ? 'execute.due' : `${act}.text`),
        act !== 'returnBond' && proposal.expiresAt !== null ? t('deadline', { moment: momentText(proposal.expiresAt) }) : '',
      ]
        .join(' ')
        .trim()}
      lines={[
        { name: t('moves'), amount: exactGText(0n) },
        ...(act === 'returnBond' ? [{ name: t('freed'), amount: exactGText(proposal.bond.amount) }] : []),
        { name: t('network'), amount: t('one'), tone: 'total' },
      ]}
      label={t(`${act}.send`)}
      reason={isEarly ? t('early', { moment: momentText(proposal.executableAt ?? 0) }) : blocked ? t('notYet') : null}
      send={send}
      onDone={onDone}
    />
  )
}

function actOf({ state, bond }: ProposalDetailWire): 'queue' | 'execute' | 'returnBond' | null {
  if (state === 'succeeded') return 'queue'
  if (state === 'queued') return 'execute'
  return bond.state === 'returnable' ? 'returnBond' : null
}

type VoteFormProps = {
  readonly proposal: ProposalDetailWire
  readonly contracts: { readonly stakedGToken: Address; readonly governor: Address }
  readonly account: Address
  readonly governing: Governing
  readonly onVoted: () => void
}

/** The most characters of a reason, because the API shows no more. */
const mostReason = 500
const supports = ['for', 'against', 'abstain'] as const

/** The form for the reader's vote and its public reason. The stake at the time when voting opened counts, and a vote cannot be changed. */
function VoteForm({ proposal, contracts, account, governing, onVoted }: VoteFormProps) {
  const t = useTranslations('govern.proposal')
  const why = useTranslations('reasons')
  const [support, setSupport] = useState<(typeof supports)[number] | 'none'>('none')
  const [reason, setReason] = useState('')
  const isOpen = proposal.state === 'active'
  const { votes, hasVoted } = useVotesOn({
    contracts,
    account,
    proposal: { id: BigInt(proposal.id), votesFrom: proposal.votesFrom, isOpen },
  })
  if (hasVoted === true) return <OwnVote proposal={proposal} account={account} hasVoted />
  if (!isOpen) return <Panel title={t('vote.title')}>{<p className="panel-body t13">{t('vote.notOpen')}</p>}</Panel>
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
        {votes !== 0n && <p className="t13">{t('vote.final')}</p>}
        <TransactionButton
          label={t('vote.send', { support })}
          disabled={votes === undefined}
          reason={votes === 0n ? t('vote.none') : support === 'none' ? why('choose') : reason.length > mostReason ? why('fields') : null}
          once
          send={() => {
            if (support === 'none') throw new Error('no vote is chosen')
            return governing.vote({ proposalId: BigInt(proposal.id), support, reason })
          }}
          onDone={onVoted}
        />
      </div>
    </Panel>
  )
}
