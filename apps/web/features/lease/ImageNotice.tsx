import type { LeaseWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { Callout } from '#web/components/ui/Callout.tsx'

/**
 * Shows how far the machine has downloaded the lease's container image, and what is billed until the lease is ready. While it loads, an empty space of the same
 * size is shown. Shows nothing for a lease without an image.
 */
export function ImageNotice({ lease }: { readonly lease: LeaseWire }) {
  const t = useTranslations('lease.image')
  const { image, role } = lease
  const whose = { whose: role === 'provider' ? 'renter' : 'own' }
  switch (image.state) {
    case 'none':
      return null
    case 'wanted':
      return (
        <Coming lease={lease} tone="plain" percent={0} title={t('wanted.title', whose)}>
          {t(lease.state === 'booked' ? 'wanted.booked' : 'wanted.active')}
        </Coming>
      )
    case 'pulling':
      return (
        <Coming lease={lease} tone="plain" percent={image.percent} title={t('pulling.title', { ...whose, percent: image.percent })}>
          {t('pulling.text')}
        </Coming>
      )
    case 'here':
      return (
        <Coming lease={lease} tone="go" percent={100} title={t('here.title', whose)}>
          {t('here.text')}
        </Coming>
      )
    case 'refused':
      return (
        <Callout tone={image.retrying ? 'warn' : 'bad'} alert>
          <b>{t(image.retrying ? 'refused.retrying' : 'refused.title', whose)}</b> {t(image.retrying ? 'refused.retryingText' : 'refused.text')}
          <p className="mono t12 dim break-all mt-1">
            {image.code}: {image.reason}
          </p>
        </Callout>
      )
    default:
      return image satisfies never
  }
}

type ComingProps = {
  readonly lease: LeaseWire
  readonly tone: 'plain' | 'go'
  readonly percent: number
  readonly title: string
  readonly children: string
}

function Coming({ lease, tone, percent, title, children }: ComingProps) {
  const t = useTranslations('lease.image')
  return (
    <Callout tone={tone}>
      <b>{title}</b> {children}
      <div className="meter mt-2" role="progressbar" aria-label={t('meter')} aria-valuemin={0} aria-valuemax={100} aria-valuenow={percent}>
        <i style={{ width: `${percent}%` }} />
      </div>
      {lease.workload?.image !== undefined && <p className="mono t12 dim break-all mt-1">{lease.workload.image.reference}</p>}
    </Callout>
  )
}
