'use client'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Dialog } from '#web/components/ui/Dialog.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { type SignInMessage, useSignIn } from '#web/features/session/useSignIn.ts'
import { SigningProblemCallout } from '#web/parts/api/SigningProblemCallout.tsx'
import { FundingLine } from '#web/parts/faucet/FundingLine.tsx'
import { minuteText } from '#web/parts/format/clockText.ts'
import { shortHex } from '#web/parts/format/shortHex.ts'
import type { ConnectedWallet } from '#web/features/session/connectedWallet.ts'
import { ConnectStep } from '#web/features/session/ConnectStep.tsx'
import { answerSignIn } from '#web/parts/session/signInRequest.ts'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'
import { burnerId, isLocalKey } from '#web/parts/wallet-connection/walletConfig.ts'

/** Guides a sign-in through two steps: choose a wallet, then read and sign one message. */
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

/** Shows the message that the wallet signs, one field in each line, and signs in with it. If the key is in this browser, it signs without asking again. */
function SignStep({
  wallet,
  onBack,
  onSignedIn,
}: {
  readonly wallet: ConnectedWallet
  readonly onBack: () => void
  readonly onSignedIn: () => void
}) {
  const t = useTranslations('session')
  const { prepare, sign } = useSignIn()
  const message = useQuery({
    queryKey: ['signInMessage', wallet.account],
    queryFn: () => prepare(wallet.account),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  const signing = useMutation({ mutationFn: sign, onSuccess: onSignedIn })
  const failure = message.error ?? signing.error
  return (
    <div className="stack g4">
      <MessageFacts message={message.data} />
      {message.data !== undefined && (
        <details className="t12 dim">
          <summary className="link inline-block cursor-pointer">{t('showMessage')}</summary>
          <pre className="mono mt-2 whitespace-pre-wrap">{message.data.text}</pre>
        </details>
      )}
      {wallet.connectorId === burnerId && <FundingLine account={wallet.account} />}
      {failure !== null && <SigningProblemCallout error={failure} />}
      <div className="row justify-end">
        <Button tone="ghost" onClick={onBack}>
          {t('back')}
        </Button>
        <Button
          tone="primary"
          disabled={message.data === undefined || signing.isPending}
          onClick={() => message.data !== undefined && signing.mutate(message.data)}
        >
          {signing.isPending && !isLocalKey(wallet.connectorId) ? t('lookAtWallet') : t('signIn')}
        </Button>
      </div>
    </div>
  )
}

function MessageFacts({ message }: { readonly message: SignInMessage | undefined }) {
  const t = useTranslations('session')
  const wait = <Skeleton width={120} className="inline-block" />
  return (
    <dl className="kv">
      <dt>{t('site')}</dt>
      <dd className="mono">{message?.domain ?? wait}</dd>
      <dt>{t('chain')}</dt>
      <dd>{message === undefined ? wait : t('chainNumber', { chainId: message.chainId.toString() })}</dd>
      <dt>{t('nonce')}</dt>
      <dd className="mono clip">{message?.nonce ?? wait}</dd>
      <dt>{t('validUntil')}</dt>
      <dd>{message === undefined ? wait : t('utc', { time: minuteText(Date.parse(message.expirationTime) / 1_000) })}</dd>
    </dl>
  )
}
