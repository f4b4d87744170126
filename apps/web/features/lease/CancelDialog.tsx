'use client'
import type { LeaseWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { Dialog } from '#web/components/ui/Dialog.tsx'
import { SigningProblemCallout } from '#web/features/api/SigningProblemCallout.tsx'
import { amountText } from '#web/features/format/amountText.ts'
import { leaseTitle } from '#web/features/lease/leaseTitle.ts'
import { useLeaseRelay } from '#web/features/lease/useLeaseRelay.ts'
import { SignerButton } from '#web/features/wallet-connection/SignerButton.tsx'
import { WalletBoundary } from '#web/features/wallet-connection/WalletBoundary.tsx'
import { notify } from '#web/features/toasts/notify.ts'

/** Cancelling a lease that is not ready: everything comes back. */
export function CancelDialog({ lease, onClose }: { readonly lease: LeaseWire; readonly onClose: () => void }) {
  const t = useTranslations('lease.cancel')
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('title', { name: leaseTitle(lease) })}
      description={t('text', { amount: amountText(BigInt(lease.escrow)) })}
    >
      <WalletBoundary waiting={null}>
        <CancelButtons lease={lease} onClose={onClose} />
      </WalletBoundary>
    </Dialog>
  )
}

function CancelButtons({ lease, onClose }: { readonly lease: LeaseWire; readonly onClose: () => void }) {
  const t = useTranslations('lease.cancel')
  const relay = useLeaseRelay({
    lease,
    onSent: () => {
      void notify({ tone: 'success', text: t('sent') })
      onClose()
    },
  })
  return (
    <div className="stack g3">
      {relay.isError && <SigningProblemCallout error={relay.error} />}
      <SignerButton label={relay.isPending ? t('signing') : t('sign')} disabled={relay.isPending} onSign={() => relay.mutate({ kind: 'cancel' })} />
      <Button tone="ghost" full onClick={onClose}>
        {t('keep')}
      </Button>
    </div>
  )
}
