'use client'
import type { LeaseWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { useConnection } from 'wagmi'
import { Button } from '#web/components/ui/Button.tsx'
import { Callout } from '#web/components/ui/Callout.tsx'
import { SigningProblemCallout } from '#web/parts/api/SigningProblemCallout.tsx'
import { type AutoExtendDraft, planOfDraft } from '#web/parts/auto-extend/autoExtendDraft.ts'
import { useAutoExtend } from '#web/features/auto-extend/useAutoExtend.ts'
import { useSigner } from '#web/parts/wallet-connection/useSigner.ts'
import { burnerId } from '#web/parts/wallet-connection/walletConfig.ts'
import { SignerButton } from '#web/parts/wallet-connection/SignerButton.tsx'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'

export type PromisedAutoExtendProps = {
  readonly lease: LeaseWire
  readonly asks: boolean
  readonly chosen: AutoExtendDraft
  readonly onDone: () => void
}

/** Signs the auto-extend plan that the renter chose at checkout. A key of this browser signs at once; any other wallet is asked only if `asks` is true. */
export function PromisedAutoExtend(props: PromisedAutoExtendProps) {
  return (
    <WalletBoundary waiting={null}>
      <Promised {...props} />
    </WalletBoundary>
  )
}

function Promised({ lease, asks, chosen, onDone }: PromisedAutoExtendProps) {
  const t = useTranslations('autoExtend')
  const signer = useSigner()
  const connection = useConnection()
  const turning = useAutoExtend({ lease, onSent: onDone })
  const plan = planOfDraft(chosen, lease)
  const signsItself = signer.state === 'ready' && connection.connector?.id === burnerId && turning.isIdle
  const { mutate } = turning
  useEffect(() => {
    if (signsItself && !('problem' in plan)) mutate(plan)
  })
  const isOwnKey = connection.connector?.id === burnerId && !turning.isError
  if (!asks || (isOwnKey && !('problem' in plan))) return null
  return (
    <Callout tone="plain">
      <div className="stack g3">
        {'problem' in plan ? (
          <p>{t('promiseFails', { reason: t(`problem.${plan.problem}`) })}</p>
        ) : (
          <>
            <p>{t('promise', { amount: chosen.budget })}</p>
            {turning.isError && <SigningProblemCallout error={turning.error} />}
            <SignerButton label={t(turning.isPending ? 'signing' : 'sign')} disabled={turning.isPending} onSign={() => mutate(plan)} />
          </>
        )}
        <Button tone="ghost" full onClick={onDone}>
          {t('without')}
        </Button>
      </div>
    </Callout>
  )
}
