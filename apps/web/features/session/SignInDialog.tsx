'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Dialog } from '#web/components/ui/Dialog.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { shortHex } from '#web/parts/format/shortHex.ts'
import type { ConnectedWallet } from '#web/features/session/connectedWallet.ts'
import { ConnectStep } from '#web/features/session/ConnectStep.tsx'
import { answerSignIn } from '#web/parts/session/signInRequest.ts'
import { SignStep } from '#web/features/session/SignStep.tsx'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'
import { isLocalKey } from '#web/parts/wallet-connection/walletConfig.ts'

/** Signs in with two steps: choose a wallet, then read and sign one message. */
export function SignInDialog({ open }: { readonly open: boolean }) {
  const t = useTranslations('session')
  const [wallet, setWallet] = useState<ConnectedWallet | null>(null)
  function close(signedIn: boolean): void {
    setWallet(null)
    answerSignIn(signedIn)
  }
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => !next && close(false)}
      title={wallet === null ? t('connectTitle') : t('signInAs', { account: shortHex(wallet.account) })}
      description={wallet === null ? t('connectText') : t(isLocalKey(wallet.connectorId) ? 'signInTextLocal' : 'signInText')}
    >
      <WalletBoundary waiting={<WalletListSkeleton />}>
        {wallet === null ? (
          <ConnectStep onConnected={setWallet} onCancel={() => close(false)} />
        ) : (
          <SignStep wallet={wallet} onBack={() => setWallet(null)} onSignedIn={() => close(true)} />
        )}
      </WalletBoundary>
    </Dialog>
  )
}

function WalletListSkeleton() {
  return (
    <div className="wallets">
      <Skeleton width="100%" height={44} />
      <Skeleton width="100%" height={44} />
    </div>
  )
}
