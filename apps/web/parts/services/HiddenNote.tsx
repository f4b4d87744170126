'use client'
import type { ServiceWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { Badge } from '#web/components/ui/Badge.tsx'
import { dayMinuteText } from '#web/parts/format/clockText.ts'
import { shortHex } from '#web/parts/format/shortHex.ts'

/** Shows that the operator of this market hides a service, since when and why. It shows nothing that the service wrote itself, for example its model. */
export function HiddenNote({ service, hidden }: { readonly service: string; readonly hidden: NonNullable<ServiceWire['hidden']> }) {
  const t = useTranslations('hiddenService')
  return (
    <>
      <Badge tone="warn">{t('badge')}</Badge>
      <div className="t12 dim">
        <span className="mono">{shortHex(service)}</span> · {t('text', { moment: dayMinuteText(hidden.at), reason: hidden.reason })}
      </div>
    </>
  )
}
