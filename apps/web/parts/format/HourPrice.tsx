import clsx from 'clsx'
import { useTranslations } from 'next-intl'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'

/** Shows a price of base units per GPU-second as PT per GPU-hour: `1.98 PT/h`, with a bold number and a grey unit. */
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
