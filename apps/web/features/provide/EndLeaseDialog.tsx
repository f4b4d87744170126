'use client'
import { feesIn } from '@infinitio/domain'
import type { LeaseWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { Dialog } from '#web/components/ui/Dialog.tsx'
import { FeeLines } from '#web/parts/price/FeeLines.tsx'
import { lineTexts } from '#web/parts/price/lineTexts.ts'
import { Amount } from '#web/parts/format/Amount.tsx'
import { spanText } from '#web/parts/format/spanText.ts'
import { SigningProblemCallout } from '#web/parts/api/SigningProblemCallout.tsx'
import { useLeaseRelay } from '#web/parts/lease/useLeaseRelay.ts'
import { providerEnd } from '#web/features/provide/providerEnd.ts'
import { SignerButton } from '#web/parts/wallet-connection/SignerButton.tsx'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'

type EndLeaseDialogProps = { readonly lease: LeaseWire; readonly now: number; readonly bonded: bigint; readonly onClose: () => void }

/** The dialog in which a provider ends a lease on its machine. Before the signature it lists the pay, the refund and the cost. */
export function EndLeaseDialog({ lease, now, bonded, onClose }: EndLeaseDialogProps) {
  const t = useTranslations('provide.ending')
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('title', { leaseId: lease.leaseId, node: lease.node.name })}
      description={t('text')}
    >
      <div className="stack g4">
        <EndLines lease={lease} now={now} bonded={bonded} />
        <p className="t12 dim">{t('compensationText')}</p>
        <WalletBoundary waiting={null}>
          <EndLeaseButtons lease={lease} onClose={onClose} />
        </WalletBoundary>
      </div>
    </Dialog>
  )
}

function EndLines({ lease, now, bonded }: Omit<EndLeaseDialogProps, 'onClose'>) {
  const t = useTranslations('provide.ending')
  const tUnits = useTranslations('units')
  const end = providerEnd(lease, { now, bonded })
  const fees = feesIn(end.fees, { payer: 'provider' })
  const texts = lineTexts({ price: end.pay - fees.total, fees, total: end.pay })
  return (
    <div className="lines">
      <div>
        <span>{t('used', { span: spanText(end.billedSeconds) })}</span>
        <span className="nowrap">{tUnits('pt', { amount: texts.total })}</span>
      </div>
      <FeeLines
        lines={texts.fees}
        place="providerEnd"
        feeBps={lease.terms.feeBps}
        amountOf={({ text }) => <span className="nowrap">−{tUnits('pt', { amount: text })}</span>}
      />
      <div className="total">
        <span>{t('youGet')}</span>
        <span className="nowrap">{tUnits('pt', { amount: texts.price })}</span>
      </div>
      <div>
        <span>{t('back')}</span>
        <Amount units={end.refund} />
      </div>
      <div>
        <span>{t('compensation')}</span>
        <Amount units={end.compensation} />
      </div>
    </div>
  )
}

function EndLeaseButtons({ lease, onClose }: Pick<EndLeaseDialogProps, 'lease' | 'onClose'>) {
  const t = useTranslations('provide.ending')
  const relay = useLeaseRelay({ lease, onSent: onClose })
  return (
    <div className="stack g3">
      {relay.isError && <SigningProblemCallout error={relay.error} />}
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
