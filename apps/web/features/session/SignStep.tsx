'use client'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { SigningProblemCallout } from '#web/parts/api/SigningProblemCallout.tsx'
import { minuteText } from '#web/parts/format/clockText.ts'
import { FundingLine } from '#web/parts/faucet/FundingLine.tsx'
import type { ConnectedWallet } from '#web/features/session/connectedWallet.ts'
import { type SignInMessage, useSignIn } from '#web/features/session/useSignIn.ts'
import { burnerId, isLocalKey } from '#web/parts/wallet-connection/walletConfig.ts'

/** Shows the message the wallet signs, fact by fact, and opens the session with it. A key of this browser signs without asking again. */
export function SignStep({
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
