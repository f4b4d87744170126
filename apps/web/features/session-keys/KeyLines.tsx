'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { amountText } from '#web/parts/format/amountText.ts'
import { balanceText } from '#web/parts/format/sumTexts.ts'
import { dayMinuteText } from '#web/parts/format/clockText.ts'
import type { KeyLimits } from '#web/features/session-keys/keyLimits.ts'
import { walletQuery } from '#web/parts/wallet/walletQuery.ts'

const sessionUnit = 10n ** 9n

/** Shows, in one line each, what the key may do after the signature. */
export function KeyLines({ limits: { totalLeft, dayCap, sessionExpiry } }: { readonly limits: KeyLimits }) {
  const t = useTranslations('sessionKeys.lines')
  const tBalance = useTranslations('balances')
  const { data: wallet } = useQuery(walletQuery(browserApi))
  const pt = (units: bigint) => `${amountText(units * sessionUnit)} PT`
  return (
    <>
      <div className="lines">
        <div>
          <span>{t('day')}</span>
          <b>{pt(dayCap < totalLeft ? dayCap : totalLeft)}</b>
        </div>
        <div>
          <span>{t('until')}</span>
          <b>{dayMinuteText(sessionExpiry)}</b>
        </div>
        {wallet !== undefined && (
          <div className="small">
            <span>{tBalance('market')}</span>
            <span>{balanceText(BigInt(wallet.available))} PT</span>
          </div>
        )}
        <div className="small">
          <span>{t('cost')}</span>
          <span>0.00 PT</span>
        </div>
        <div className="total">
          <span>{t('total')}</span>
          <b>{pt(totalLeft)}</b>
        </div>
      </div>
      <p className="t12 dim">{t('text')}</p>
    </>
  )
}
