'use client'
import { type PendingSlash, useDisputes, usePendingSlashes } from '@infinitio/chain/react'
import { address, disputeBondOf } from '@infinitio/domain'
import type { DisputesWire } from '@infinitio/domain/wire'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { deadlineText } from '#web/parts/format/clockText.ts'
import { ActPanel } from '#web/parts/govern/ActPanel.tsx'
import { exactPtText } from '#web/parts/govern/tokenText.ts'
import { useTranslatedRefusals } from '#web/parts/govern/useTranslatedRefusals.ts'
import { useAccountAddress } from '#web/parts/session/useAccountAddress.ts'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'

type OpenSlashProps = { readonly contracts: NonNullable<DisputesWire['contracts']>; readonly now: number }

/** Lists the announced slashes of the account's bonds, each with a button that disputes it. Shows nothing if there is none. */
export function OpenSlash(props: OpenSlashProps) {
  return (
    <WalletBoundary waiting={null}>
      <Slashes {...props} />
    </WalletBoundary>
  )
}

function Slashes({ contracts: { court, pToken, stakeVault }, now }: OpenSlashProps) {
  const queryClient = useQueryClient()
  const account = useAccountAddress()
  const acts = useTranslatedRefusals(useDisputes({ court: address(court), pToken: address(pToken) }, account))
  const { data = [], refetch } = usePendingSlashes({ stakeVault: address(stakeVault), account, now })
  const onDone = () => {
    void refetch()
    void queryClient.invalidateQueries({ queryKey: ['govern'] })
  }
  return data.map((slash) => (
    <Slash key={slash.purpose} slash={slash} open={(bond) => acts.openSlash({ purpose: slash.purpose, bond })} onDone={onDone} />
  ))
}

type SlashProps = { readonly slash: PendingSlash; readonly open: (bond: bigint) => Promise<string>; readonly onDone: () => void }

function Slash({ slash: { purpose, amount, executeAt }, open, onDone }: SlashProps) {
  const t = useTranslations('govern.disputes.openSlash')
  const act = useTranslations('govern.disputes.act')
  const bond = disputeBondOf(amount)
  return (
    <ActPanel
      title={t('title', { purpose })}
      text={t('text', { moment: deadlineText(executeAt) })}
      lines={[
        { name: t('amount'), amount: exactPtText(amount) },
        { name: act('network'), amount: act('two'), tone: 'small' },
        { name: t('bond'), amount: exactPtText(bond), tone: 'total' },
      ]}
      label={t('send')}
      once
      send={() => open(bond)}
      onDone={onDone}
    />
  )
}
