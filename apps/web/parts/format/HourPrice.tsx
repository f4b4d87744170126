import clsx from 'clsx'
import { useTranslations } from 'next-intl'
import { About } from '#web/parts/format/About.tsx'
import { wholePriceText } from '#web/parts/format/wholePrice.ts'

/** Shows a price in PT per GPU-hour, for example `1.98 PT/h`, with a bold number and a grey unit. `perGpuSecond` is in base units per GPU-second. */
export function HourPrice({ perGpuSecond, size }: { readonly perGpuSecond: string; readonly size?: 'lg' }) {
  const t = useTranslations('units')
  return (
    <span className={clsx('price', size)}>
      <b>{wholePriceText(BigInt(perGpuSecond) * 3_600n)}</b>
      <span className="u">{t('ptPerHour')}</span>
      {size === 'lg' && <About units={BigInt(perGpuSecond) * 3_600n} />}
    </span>
  )
}
