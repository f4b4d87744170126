'use client'
import type { CheckQualityWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { dayMinuteText } from '#web/parts/format/clockText.ts'

const msPerSecond = 1_000
const bpsPerCent = 100

/**
 * Shows the quality of an AI service as validators measured it: the time to the first word, the tokens per second, the share of answered questions, the number
 * of questions, and the time of the last check. Shows that a service is not measured yet.
 */
export function MeasuredText({ quality }: { readonly quality: CheckQualityWire | null }) {
  const t = useTranslations('serviceChecks.measured')
  const { asked, answeredBps, firstMs, tokensPerSecond, lastAt } = quality ?? nothing
  if (answeredBps === null) return <span className="dim">{t('none')}</span>
  return (
    <>
      <span className="row wrap g2">
        <span>{firstMs === null ? t('noFirst') : t('first', { seconds: firstMs / msPerSecond })}</span>
        <span>{tokensPerSecond === null ? t('noSpeed') : t('speed', { speed: tokensPerSecond })}</span>
      </span>
      <div className="t12 dim">{t('answered', { share: answeredBps / bpsPerCent, asked })}</div>
      {lastAt !== null && <div className="t12 dim">{t('last', { moment: dayMinuteText(lastAt) })}</div>}
    </>
  )
}

const nothing = { asked: 0, answeredBps: null, firstMs: null, tokensPerSecond: null, lastAt: null }
