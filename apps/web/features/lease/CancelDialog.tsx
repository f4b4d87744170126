'use client'
import type { LeaseWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { Dialog } from '#web/components/ui/Dialog.tsx'
import { SigningProblemCallout } from '#web/parts/api/SigningProblemCallout.tsx'
import { useChainNow } from '#web/parts/chain/useChainNow.ts'
import { textTogether } from '#web/parts/format/sumTexts.ts'
import { CancelTerms } from '#web/features/lease/CancelTerms.tsx'
import { cancelCost } from '#web/parts/lease/cancelCost.ts'
import { leaseTitle } from '#web/parts/lease/leaseTitle.ts'
import { useLeaseRelay } from '#web/parts/lease/useLeaseRelay.ts'
import { SignerButton } from '#web/parts/wallet-connection/SignerButton.tsx'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'

/**
 * Lets the holder cancel a lease before it is ready. Shows the cost, the refund, and when they change. After the grace period for becoming ready, it reports a
 * no-show instead.
 */
export function CancelDialog({ lease, onClose }: { readonly lease: LeaseWire; readonly onClose: () => void }) {
  const t = useTranslations('lease.cancel')
  const now = useChainNow(lease.now.chainNow)
  const { cost, refund, isNoShow } = cancelCost(lease, now)
  const escrow = BigInt(lease.escrow)
  const textOf = textTogether([escrow, cost, refund])
  const amounts = { amount: textOf(escrow), cost: textOf(cost), refund: textOf(refund) }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t(isNoShow ? 'noShowTitle' : 'title', { name: leaseTitle(lease) })}
      description={t(isNoShow ? 'noShow' : cost > 0n ? 'costs' : 'text', amounts)}
    >
      <div className="stack g4">
        {!isNoShow && (
          <p className="t13 dim">
            <CancelTerms lease={lease} now={now} />
          </p>
        )}
        <WalletBoundary waiting={null}>
          <CancelButtons lease={lease} isNoShow={isNoShow} onClose={onClose} />
        </WalletBoundary>
      </div>
    </Dialog>
  )
}

type CancelButtonsProps = { readonly lease: LeaseWire; readonly isNoShow: boolean; readonly onClose: () => void }

function CancelButtons({ lease, isNoShow, onClose }: CancelButtonsProps) {
  const t = useTranslations('lease.cancel')
  const relay = useLeaseRelay({ lease, onSent: onClose })
  return (
    <div className="stack g3">
      {relay.isError && <SigningProblemCallout error={relay.error} />}
      <SignerButton
        label={relay.isPending ? t('signing') : t(isNoShow ? 'signNoShow' : 'sign')}
        disabled={relay.isPending}
        busy={relay.isPending}
        onSign={() => relay.mutate({ kind: 'cancel' })}
      />
      <Button tone="ghost" full onClick={onClose}>
        {t('keep')}
      </Button>
    </div>
  )
}
