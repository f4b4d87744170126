'use client'
import { useTranslations } from 'next-intl'
import { useId } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { WhyDisabled } from '#web/components/ui/WhyDisabled.tsx'
import { shortHex } from '#web/parts/format/shortHex.ts'
import { askToSignIn } from '#web/parts/session/signInRequest.ts'
import { WaitingButton } from '#web/parts/wallet-connection/WaitingButton.tsx'
import { useSigner } from '#web/parts/wallet-connection/useSigner.ts'

type SignerButtonProps = {
  readonly label: string
  readonly disabled?: boolean
  /** The sentence that explains why nothing can be signed, shown below the button; it also disables the button. Null if the button can be pressed. */
  readonly reason?: string | null
  /** True while the wallet signs or the signed message is being sent. */
  readonly busy?: boolean
  /** Id of a sentence elsewhere on the page that explains why the button is disabled. */
  readonly describedBy?: string | undefined
  readonly onSign: () => void
}

/** Shows the button that signs. If the wallet is not connected or uses another account, it shows that problem and the way to solve it. */
export function SignerButton({ label, disabled = false, reason = null, busy = false, describedBy, onSign }: SignerButtonProps) {
  const t = useTranslations('signer')
  const signer = useSigner()
  const reasonId = useId()
  switch (signer.state) {
    case 'ready':
      return (
        <>
          <Button
            tone="primary"
            size="lg"
            full
            disabled={disabled || reason !== null}
            aria-busy={busy}
            aria-describedby={reason === null ? describedBy : reasonId}
            onClick={onSign}
          >
            {label}
          </Button>
          <WhyDisabled id={reasonId}>{reason}</WhyDisabled>
        </>
      )
    case 'waiting':
      return <WaitingButton />
    case 'disconnected':
      return (
        <Button tone="primary" size="lg" full onClick={() => void askToSignIn()}>
          {t('connect')}
        </Button>
      )
    case 'otherAccount':
      return (
        <>
          <p className="t13 warn">{t('otherAccount', { account: shortHex(signer.account) })}</p>
          <Button size="lg" full onClick={() => void askToSignIn()}>
            {t('useOther')}
          </Button>
        </>
      )
  }
}
