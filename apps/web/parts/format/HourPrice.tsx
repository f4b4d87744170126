import clsx from 'clsx'
import { useTranslations } from 'next-intl'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'

/** A rate per GPU-hour from base units per GPU-second: `1.98 PT/h`, number strong, unit grey. */
export function HourPrice({ perGpuSecond, size }: { readonly perGpuSecond: string; readonly size?: 'lg' }) {
  const t = useTranslations('units')
  return (
    <span className={clsx('price', size)}>
      <b>{amountText(BigInt(perGpuSecond) * 3_600n)}</b>
      <span className="u">{t('ptPerHour')}</span>
      {size === 'lg' && <About units={BigInt(perGpuSecond) * 3_600n} />}
    </span>
  )
}
