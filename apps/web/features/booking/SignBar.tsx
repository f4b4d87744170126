'use client'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { signFrameId } from '#web/features/booking/SignFrame.tsx'
import { SignerButton } from '#web/parts/wallet-connection/SignerButton.tsx'

type SignBarProps = {
  /** Names `total`: the amount that the signature locks now, or the most that it can lock. */
  readonly totalLabel: string
  readonly total: string
  readonly label: string
  readonly disabled: boolean
  /** Id of the sentence that explains why the button is disabled. */
  readonly describedBy?: string | undefined
  readonly onSign: () => void
  /** Why the last attempt failed. It is shown at the button, so that a phone shows it without scrolling. */
  readonly problem?: ReactNode
}

/** Shows the button that signs. On a phone, the button, the total and a link to the signed text always stay at the bottom of the window. */
export function SignBar({ totalLabel, total, label, disabled, describedBy, onSign, problem = null }: SignBarProps) {
  const t = useTranslations('book')
  const tUnits = useTranslations('units')
  return (
    <div className="signbar">
      {problem !== null && <div className="signproblem">{problem}</div>}
      <p className="only-phone">
        <span className="t12 dim">{totalLabel}</span>
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
