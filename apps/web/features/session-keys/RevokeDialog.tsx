'use client'
import type { SessionKeyWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { Dialog } from '#web/components/ui/Dialog.tsx'
import { SigningProblemCallout } from '#web/parts/api/SigningProblemCallout.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { useKeyRelay } from '#web/features/session-keys/useKeyRelay.ts'
import { notify } from '#web/parts/toasts/notify.ts'
import { SignerButton } from '#web/parts/wallet-connection/SignerButton.tsx'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'

type RevokeDialogProps = { readonly sessionKey: SessionKeyWire; readonly onClose: () => void }

/** Revokes a session key (a second key of the account), and explains what ends and what continues. */
export function RevokeDialog({ sessionKey, onClose }: RevokeDialogProps) {
  const t = useTranslations('sessionKeys.taking')
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()} title={t('title')} description={t('text')}>
      <div className="stack g4">
        <div className="lines">
          <div>
            <span>{t('left')}</span>
            <b>{amountText(BigInt(sessionKey.left))} PT</b>
          </div>
          <div>
            <span>{t('promised')}</span>
            <b>{amountText(BigInt(sessionKey.promised))} PT</b>
          </div>
          <div className="total">
            <span>{t('after')}</span>
            <b>0.00 PT</b>
          </div>
        </div>
        <WalletBoundary waiting={null}>
          <Revoke sessionKey={sessionKey} onClose={onClose} />
        </WalletBoundary>
        <Button tone="ghost" full onClick={onClose}>
          {t('keep')}
        </Button>
      </div>
    </Dialog>
  )
}

function Revoke({ sessionKey: { key }, onClose }: RevokeDialogProps) {
  const t = useTranslations('sessionKeys.taking')
  const relay = useKeyRelay()
  async function revoke(): Promise<void> {
    await relay.mutateAsync({ kind: 'revoke', key })
    void notify({ tone: 'success', text: t('done') })
    onClose()
  }
  return (
    <>
      {relay.isError && <SigningProblemCallout error={relay.error} />}
      <SignerButton label={t(relay.isPending ? 'taking' : 'take')} disabled={relay.isPending} onSign={() => void revoke().catch(() => undefined)} />
    </>
  )
}
