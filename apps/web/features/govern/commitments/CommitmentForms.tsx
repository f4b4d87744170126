'use client'
import { type CommitmentActs, useCommitments, usePTokenBalance } from '@infinitio/chain/react'
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
import { useAccountAddress } from '#web/parts/session/useAccountAddress.ts'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'

type Contracts = NonNullable<CommitmentsWire['contracts']>
type CommitmentFormsProps = { readonly contracts: Contracts; readonly items: readonly CommitmentItemWire[] }

/**
 * Shows what a wallet can do with finished commitments: pay the bonds to the accounts that are entitled to them, and withdraw the amount that its own account
 * is owed.
 */
export function CommitmentForms(props: CommitmentFormsProps) {
  return (
    <WalletBoundary waiting={<Skeleton width="100%" height={200} />}>
      <Forms {...props} />
    </WalletBoundary>
  )
}

type PromiseFormProps = { readonly contracts: Contracts; readonly now: number; readonly onDone: () => void }

/** The form that promises future GPU time. */
export function PromiseForm(props: PromiseFormProps) {
  return (
    <WalletBoundary waiting={<Skeleton width="100%" height={320} />}>
      <Promising {...props} />
    </WalletBoundary>
  )
}

function Promising({ contracts, now, onDone }: PromiseFormProps) {
  const { account, acts, reload } = useActs(contracts)
  const { data: inWallet } = usePTokenBalance({ pToken: address(contracts.pToken), account })
  return (
    <MakeCommitment
      acts={acts}
      inWallet={inWallet ?? null}
      now={now}
      onDone={() => {
        reload()
        onDone()
      }}
    />
  )
}

function useActs({ futuresCommitment, pToken }: Contracts) {
  const queryClient = useQueryClient()
  const account = useAccountAddress()
  const acts = useTranslatedRefusals(useCommitments({ futuresCommitment: address(futuresCommitment), pToken: address(pToken) }, account))
  return { account, acts, reload: () => void queryClient.invalidateQueries({ queryKey: ['govern'] }) }
}

function Forms({ contracts, items }: CommitmentFormsProps) {
  const { account, acts, reload } = useActs(contracts)
  const { data: own } = useQuery(owedQuery(browserApi, account))
  const due = items.filter(({ state, provider, promisedTo }) => state === 'due' && (provider === account || promisedTo === account))
  return (
    <>
      {own?.owed != null && own.owed !== '0' && <Withdraw owed={own.owed} acts={acts} onDone={reload} />}
      {due.map((one) => (
        <Settle key={one.id} commitment={one} acts={acts} onDone={reload} />
      ))}
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
