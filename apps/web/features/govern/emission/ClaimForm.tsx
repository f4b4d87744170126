'use client'
import { useClaimEmission } from '@infinitio/chain/react'
import { address } from '@infinitio/domain'
import type { EmissionAccountWire } from '@infinitio/domain/wire'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { exactAmountText } from '#web/parts/format/amountText.ts'
import { MoneyLines } from '#web/parts/transaction/MoneyLines.tsx'
import { TransactionButton } from '#web/parts/transaction/TransactionButton.tsx'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'

type ClaimFormProps = {
  readonly contract: string
  readonly provider: string
  readonly claim: NonNullable<EmissionAccountWire['claim']>
  readonly claimed: string
}

/** Claims the payments of final epochs (hours for which machines are paid). Lists them before the signature. */
export function ClaimForm(props: ClaimFormProps) {
  return (
    <WalletBoundary waiting={<Skeleton width="100%" height={160} />}>
      <Form {...props} />
    </WalletBoundary>
  )
}

function Form({ contract, provider, claim, claimed }: ClaimFormProps) {
  const t = useTranslations('govern.emission')
  const queryClient = useQueryClient()
  const emission = useClaimEmission({ emission: address(contract) })
  const pt = (units: string) => `${exactAmountText(BigInt(units))} PT`
  return (
    <>
      <MoneyLines
        lines={[
          { name: t('earned', { epoch: claim.epoch }), amount: pt(claim.cumulative) },
          { name: t('paid'), amount: pt(claimed) },
          { name: t('network'), amount: t('one'), tone: 'small' },
          { name: t('toWallet'), amount: pt(claim.amount), tone: 'total' },
        ]}
      />
      <TransactionButton
        label={t('claim', { amount: pt(claim.amount) })}
        disabled={false}
        send={() => emission.claim({ ...claim, provider })}
        onDone={() => void queryClient.invalidateQueries({ queryKey: ['govern'] })}
      />
    </>
  )
}
