'use client'
import { useTranslations } from 'next-intl'
import { signFrameId } from '#web/features/booking/SignFrame.tsx'
import { SignerButton } from '#web/parts/wallet-connection/SignerButton.tsx'

type SignBarProps = {
  readonly total: string
  readonly label: string
  readonly disabled: boolean
  /** Id of the sentence that explains why the button is disabled. */
  readonly describedBy?: string | undefined
  readonly onSign: () => void
}

/** Shows the button that signs. On a phone, the button, the total and a link to the signed text always stay at the bottom of the window. */
export function SignBar({ total, label, disabled, describedBy, onSign }: SignBarProps) {
  const t = useTranslations('book')
  const tUnits = useTranslations('units')
  return (
    <div className="signbar">
      <p className="only-phone">
        <span className="t12 dim">{t('payIn')}</span>
        <b className="nowrap">{tUnits('pt', { amount: total })}</b>
        <a className="link t12" href={`#${signFrameId}`}>
          {t('sign.name')}
        </a>
      </p>
      <div>
        <SignerButton label={label} disabled={disabled} describedBy={describedBy} onSign={onSign} />
      </div>
    </div>
  )
}
