'use client'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { shortHex } from '#web/parts/format/shortHex.ts'
import { askToSignIn } from '#web/parts/session/signInRequest.ts'
import { WaitingButton } from '#web/parts/wallet-connection/WaitingButton.tsx'
import { useSigner } from '#web/parts/wallet-connection/useSigner.ts'

type SignerButtonProps = {
  readonly label: string
  readonly disabled: boolean
  /** True while the wallet signs or the signed message is being sent. */
  readonly busy?: boolean
  /** Id of the sentence that explains why the button is disabled. */
  readonly describedBy?: string | undefined
  readonly onSign: () => void
}

/** Shows the button that signs. If the wallet is not connected or uses another account, it shows that problem and the way to solve it. */
export function SignerButton({ label, disabled, busy = false, describedBy, onSign }: SignerButtonProps) {
  const t = useTranslations('signer')
  const signer = useSigner()
  switch (signer.state) {
    case 'ready':
      return (
        <Button tone="primary" size="lg" full disabled={disabled} aria-busy={busy} aria-describedby={describedBy} onClick={onSign}>
          {label}
        </Button>
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
