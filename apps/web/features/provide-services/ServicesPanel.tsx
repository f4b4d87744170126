import type { ServiceWire } from '@infinitio/domain/wire'
import { Boxes } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { dayMinuteText } from '#web/parts/format/clockText.ts'
import { shortHex } from '#web/parts/format/shortHex.ts'
import { ListPanel } from '#web/parts/govern/ListPanel.tsx'
import { exactPtText } from '#web/parts/govern/tokenText.ts'
import { CheckBadge } from '#web/parts/services/CheckBadge.tsx'
import { MeasuredText } from '#web/parts/services/MeasuredText.tsx'

/** Lists the services of a seller, newest first: the model, the bond, the channels, the settled money, and what validators found and measured. */
export function ServicesPanel({ services }: { readonly services: readonly ServiceWire[] }) {
  const t = useTranslations('provideServices.services')
  return (
    <ListPanel
      title={t('title')}
      empty={{ icon: Boxes, title: t('empty'), text: t('emptyText') }}
      more={null}
      columns={[
        { name: t('model') },
        { name: t('bond'), className: 'n hide-s' },
        { name: t('inChannels'), className: 'n' },
        { name: t('settled'), className: 'n' },
        { name: t('checks'), className: 'hide-s' },
        { name: t('measured'), className: 'hide-s hide-m' },
      ]}
      rows={services.map((service) => <ServiceRow key={service.service} service={service} />)}
      foot={t('foot')}
    />
  )
}

function ServiceRow({ service: one }: { readonly service: ServiceWire }) {
  const t = useTranslations('provideServices.services')
  const names = useTranslations('filesName')
  const { service, offer, files, bond, bondOutAt, channels, inChannels, settled, royalty, checks, quality, hidden } = one
  return (
    <tr>
      <td>
        {offer === null ? (
          names(files?.kind ?? 'unread')
        ) : (
          <Link className="link" href={`/models/${encodeURIComponent(offer.model)}`}>
            {offer.model}
          </Link>
        )}
        <div className="t12 dim">
          <span className="mono" title={service}>
            {shortHex(service)}
          </span>{' '}
          ·{' '}
          <Link className="link" href={`/govern/findings?service=${service}`} aria-label={t('findingsOf', { service: shortHex(service) })}>
            {t('findings')}
          </Link>
        </div>
        {hidden !== null && <div className="t12 no">{t('hidden', { reason: hidden.reason })}</div>}
      </td>
      <td className="n hide-s">
        {exactPtText(bond)}
        {bondOutAt !== null && <div className="t12 dim">{t('leaves', { moment: dayMinuteText(bondOutAt) })}</div>}
      </td>
      <td className="n">
        {exactPtText(inChannels)}
        <div className="t12 dim">{t('channels', { count: channels })}</div>
      </td>
      <td className="n">
        {exactPtText(settled)}
        {royalty !== '0' && <div className="t12 dim">{t('royalty', { amount: exactPtText(royalty) })}</div>}
      </td>
      <td className="hide-s">
        <CheckBadge checks={checks} />
      </td>
      <td className="hide-s hide-m">
        <MeasuredText quality={quality} />
      </td>
    </tr>
  )
}
