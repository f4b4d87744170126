'use client'
import type { LeaseWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { Dialog } from '#web/components/ui/Dialog.tsx'
import { SigningProblemCallout } from '#web/parts/api/SigningProblemCallout.tsx'
import { useAutoExtend } from '#web/features/auto-extend/useAutoExtend.ts'
import { dayMinuteText } from '#web/parts/format/clockText.ts'
import { notify } from '#web/parts/toasts/notify.ts'
import { SignerButton } from '#web/parts/wallet-connection/SignerButton.tsx'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'

type WithdrawDialogProps = { readonly lease: LeaseWire; readonly onClose: () => void }

/** Lets the holder withdraw the permission to auto-extend a lease. Shows when the withdrawal takes effect and which people it affects. */
export function WithdrawDialog({ lease, onClose }: WithdrawDialogProps) {
  const t = useTranslations('autoExtend')
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('takeBackTitle')}
      description={t('takeBackText', { time: dayMinuteText(lease.endsAt) })}
    >
      <WalletBoundary waiting={null}>
        <TurnOff lease={lease} onClose={onClose} />
      </WalletBoundary>
    </Dialog>
  )
}

function TurnOff({ lease, onClose }: WithdrawDialogProps) {
  const t = useTranslations('autoExtend')
  const turning = useAutoExtend({
    lease,
    onSent: () => {
      void notify({ tone: 'success', text: t('isOff') })
      onClose()
    },
  })
  return (
    <div className="stack g3">
      {turning.isError && <SigningProblemCallout error={turning.error} />}
      <SignerButton label={t(turning.isPending ? 'signing' : 'takeBackSign')} disabled={turning.isPending} onSign={() => turning.mutate(null)} />
      <Button tone="ghost" full onClick={onClose}>
        {t('keepOn')}
      </Button>
    </div>
  )
}
