'use client'
import type { Bid } from '@infinitio/domain'
import type { ChainWire, OrderWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { SigningProblemCallout } from '#web/parts/api/SigningProblemCallout.tsx'
import { type BidSetting, type BidToPlace, usePlaceBid } from '#web/features/order-ticket/usePlaceBid.ts'
import { WaitingButton } from '#web/parts/wallet-connection/WaitingButton.tsx'
import { SignerButton } from '#web/parts/wallet-connection/SignerButton.tsx'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'

type PlaceOrderFootProps = {
  readonly chain: ChainWire
  /** True if the ticket has no problem to correct. */
  readonly isReady: boolean
  readonly bidOf: (setting: BidSetting) => Bid
  readonly workload: BidToPlace['workload']
  readonly leaseName: string
  readonly onPlaced: (order: OrderWire) => void
}

/** Shows the sign button at the end of a ticket, and the errors of signing. */
export function PlaceOrderFoot(props: PlaceOrderFootProps) {
  return (
    <WalletBoundary waiting={<WaitingButton />}>
      <SignAndPlace {...props} />
    </WalletBoundary>
  )
}

function SignAndPlace({ chain, isReady, bidOf, workload, leaseName, onPlaced }: PlaceOrderFootProps) {
  const t = useTranslations('ticket')
  const why = useTranslations('reasons')
  const placing = usePlaceBid({ shown: chain, onPlaced })
  return (
    <>
      {placing.isError && <SigningProblemCallout error={placing.error} />}
      <SignerButton
        label={placing.isPending ? t('signing') : t('sign')}
        disabled={placing.isPending}
        reason={isReady ? null : why('fields')}
        onSign={() => placing.mutate({ bidOf, workload, rank: 'price', replaces: null, leaseName })}
      />
    </>
  )
}
