'use client'
import type { LeaseWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { Dialog } from '#web/components/ui/Dialog.tsx'
import { RelayProblem } from '#web/features/lease/RelayProblem.tsx'
import { useLeaseRelay } from '#web/features/lease/useLeaseRelay.ts'
import { notify } from '#web/features/toasts/notify.ts'
import { SignerButton } from '#web/features/wallet-connection/SignerButton.tsx'
import { WalletBoundary } from '#web/features/wallet-connection/WalletBoundary.tsx'

type EndLeaseDialogProps = { readonly lease: LeaseWire; readonly onClose: () => void }

/** The provider ends a lease on its node: what that costs is said before anything is signed. */
export function EndLeaseDialog({ lease, onClose }: EndLeaseDialogProps) {
  const t = useTranslations('provide.ending')
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('title', { leaseId: lease.leaseId, node: lease.node.name })}
      description={t('text')}
    >
      <div className="stack g4">
        <p className="t13">{t('compensation')}</p>
        <WalletBoundary waiting={null}>
          <EndLeaseButtons lease={lease} onClose={onClose} />
        </WalletBoundary>
      </div>
    </Dialog>
  )
}

function EndLeaseButtons({ lease, onClose }: EndLeaseDialogProps) {
  const t = useTranslations('provide.ending')
  const relay = useLeaseRelay({
    lease,
    onSent: () => {
      void notify({ tone: 'success', text: t('sent') })
      onClose()
    },
  })
  return (
    <div className="stack g3">
      {relay.isError && <RelayProblem error={relay.error} />}
      <SignerButton
        label={relay.isPending ? t('signing') : t('sign')}
        disabled={relay.isPending}
        onSign={() => relay.mutate({ kind: 'endByProvider' })}
      />
      <Button tone="ghost" full onClick={onClose}>
        {t('keep')}
      </Button>
    </div>
  )
}
