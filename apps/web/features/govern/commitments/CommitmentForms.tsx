'use client'
import { type CommitmentActs, useCommitments } from '@infinitio/chain/react'
import { address } from '@infinitio/domain'
import type { CommitmentItemWire, CommitmentsWire } from '@infinitio/domain/wire'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { ActPanel } from '#web/parts/govern/ActPanel.tsx'
import { owedQuery } from '#web/features/govern/commitments/commitmentQueries.ts'
import { MakeCommitment } from '#web/features/govern/commitments/MakeCommitment.tsx'
import { exactPtText } from '#web/parts/govern/tokenText.ts'
import { useTranslatedRefusals } from '#web/parts/govern/useTranslatedRefusals.ts'
import { useAccount } from '#web/parts/session/useAccount.ts'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'

type CommitmentFormsProps = {
  readonly contracts: NonNullable<CommitmentsWire['contracts']>
  readonly items: readonly CommitmentItemWire[]
  readonly now: number
}

/** What a wallet can do about commitments now: make one, have bonds shared out, take what it is owed. */
export function CommitmentForms(props: CommitmentFormsProps) {
  return (
    <WalletBoundary waiting={<Skeleton width="100%" height={320} />}>
      <Forms {...props} />
    </WalletBoundary>
  )
}

function Forms({ contracts, items, now }: CommitmentFormsProps) {
  const queryClient = useQueryClient()
  const account = address((useAccount() ?? '').toLowerCase())
  const { futuresCommitment, pToken } = contracts
  const acts = useTranslatedRefusals(useCommitments({ futuresCommitment: address(futuresCommitment), pToken: address(pToken) }, account))
  const onDone = () => void queryClient.invalidateQueries({ queryKey: ['govern'] })
  const { data: own } = useQuery(owedQuery(browserApi, account))
  const due = items.filter(({ state, provider, promisedTo }) => state === 'due' && (provider === account || promisedTo === account))
  return (
    <>
      {own?.owed != null && own.owed !== '0' && <Withdraw owed={own.owed} acts={acts} onDone={onDone} />}
      {due.map((one) => (
        <Settle key={one.id} commitment={one} acts={acts} onDone={onDone} />
      ))}
      <MakeCommitment acts={acts} now={now} onDone={onDone} />
    </>
  )
}

function Withdraw({ owed, acts, onDone }: { readonly owed: string; readonly acts: CommitmentActs; readonly onDone: () => void }) {
  const t = useTranslations('govern.commitments')
  return (
    <ActPanel
      title={t('withdraw.title')}
      text={t('withdraw.text')}
      lines={[
        { name: t('network'), amount: t('one'), tone: 'small' },
        { name: t('withdraw.money'), amount: exactPtText(owed), tone: 'total' },
      ]}
      label={t('withdraw.send')}
      send={acts.withdraw}
      onDone={onDone}
    />
  )
}

function Settle({
  commitment: { id, bond },
  acts,
  onDone,
}: {
  readonly commitment: CommitmentItemWire
  readonly acts: CommitmentActs
  readonly onDone: () => void
}) {
  const t = useTranslations('govern.commitments')
  return (
    <ActPanel
      title={t('settle.title', { id })}
      text={t('settle.text')}
      lines={[
        { name: t('network'), amount: t('one'), tone: 'small' },
        { name: t('bond'), amount: exactPtText(bond), tone: 'total' },
      ]}
      label={t('settle.send')}
      send={() => acts.settle(id)}
      onDone={onDone}
    />
  )
}
