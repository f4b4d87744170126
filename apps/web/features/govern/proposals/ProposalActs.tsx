'use client'
import { type Governing, useGoverning } from '@infinitio/chain/react'
import { address } from '@infinitio/domain'
import type { ProposalDetailWire } from '@infinitio/domain/wire'
import { madeProposal } from '@infinitio/sdk/governance'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { ActPanel } from '#web/parts/govern/ActPanel.tsx'
import { exactGText } from '#web/parts/govern/tokenText.ts'
import type { Dao } from '#web/parts/govern/governQueries.ts'
import { useTranslatedRefusals } from '#web/parts/govern/useTranslatedRefusals.ts'
import { VoteForm } from '#web/features/govern/proposals/VoteForm.tsx'
import { useAccount } from '#web/parts/session/useAccount.ts'
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
  const account = useAccount() ?? ''
  const queryClient = useQueryClient()
  const contracts = {
    governor: address(dao.contracts.governor),
    stakedGToken: address(dao.contracts.stakedGToken),
  }
  const governing = useTranslatedRefusals(useGoverning({ contracts, account: address(account) }))
  const reload = () => {
    void queryClient.invalidateQueries({ queryKey: ['govern'] })
    // The form reads from the chain whether the account has voted. Without this, it shows the vote only at its next poll.
    void queryClient.invalidateQueries({ queryKey: ['readContract'] })
  }
  if (proposal.state === 'pending' || proposal.state === 'active')
    return <VoteForm proposal={proposal} contracts={contracts} account={account} governing={governing} onVoted={reload} />
  return <CarryPanel proposal={proposal} governing={governing} onDone={reload} />
}

type CarryProps = { readonly proposal: ProposalDetailWire; readonly governing: Governing; readonly onDone: () => void }

function CarryPanel({ proposal, governing, onDone }: CarryProps) {
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
      text={t(`${act}.text`)}
      lines={[
        { name: t('moves'), amount: exactGText(0n) },
        ...(act === 'returnBond' ? [{ name: t('freed'), amount: exactGText(proposal.bond.amount) }] : []),
        { name: t('network'), amount: t('one'), tone: 'total' },
      ]}
      label={t(`${act}.send`)}
      disabled={isEarly || blocked}
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
