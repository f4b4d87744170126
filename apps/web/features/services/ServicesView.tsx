'use client'
import type { ServiceWire } from '@infinitio/domain/wire'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Boxes } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { DemandPanel } from '#web/features/services/DemandPanel.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { dayMinuteText } from '#web/parts/format/clockText.ts'
import { shortHex } from '#web/parts/format/shortHex.ts'
import { ListPanel } from '#web/parts/govern/ListPanel.tsx'
import { PagesView } from '#web/parts/govern/PagesView.tsx'
import { exactPtText } from '#web/parts/govern/tokenText.ts'
import { AccountText } from '#web/parts/identity/AccountText.tsx'
import { CheckBadge } from '#web/parts/services/CheckBadge.tsx'
import { HiddenNote } from '#web/parts/services/HiddenNote.tsx'
import { MeasuredText } from '#web/parts/services/MeasuredText.tsx'
import { servicesQuery } from '#web/parts/services/servicesQuery.ts'

const secondsPerHour = 3_600
/** The number of columns of the list. */
const columns = 8

/**
 * Shows the registered AI services: the model, the prices, the bond, the result of the validators' checks, the speed that they measured, and how long money in a payment channel stays locked
 * after the payer has asked to withdraw it. If the operator hides a service, shows only the reason.
 */
export function ServicesView() {
  const t = useTranslations('services')
  const list = useInfiniteQuery(servicesQuery(browserApi))
  return (
    <PagesView list={list} failed={t('failed')} more={t('more')}>
      {({ items, more }) => (
        <div className="stack g4">
          <DemandPanel />
          <ListPanel
            title={t('title')}
            empty={{ icon: Boxes, title: t('empty'), text: t('emptyText') }}
            more={more}
            columns={[
              { name: t('model') },
              { name: t('input'), className: 'n hide-s' },
              { name: t('output'), className: 'n' },
              { name: t('bond'), className: 'n hide-s' },
              { name: t('answers'), className: 'hide-s' },
              { name: t('measured'), className: 'hide-s' },
              { name: t('payee'), className: 'hide-s hide-m' },
              { name: t('lock'), className: 'n hide-s' },
            ]}
            rows={items.map((service) => <ServiceRow key={service.service} service={service} />)}
            foot={t('foot')}
          />
        </div>
      )}
    </PagesView>
  )
}

function ServiceRow({ service: one }: { readonly service: ServiceWire }) {
  const t = useTranslations('services')
  const names = useTranslations('filesName')
  const { service, offer, files, bond, bondOutAt, payee, lockSeconds, channels, hidden, checks, quality } = one
  if (hidden !== null) {
    return (
      <tr>
        <td colSpan={columns}>
          <HiddenNote service={service} hidden={hidden} />
        </td>
      </tr>
    )
  }
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
        <div className="only-phone t12">
          <MeasuredText quality={quality} />
        </div>
        <div className="t12 dim">
          <span className="mono">{shortHex(service)}</span> · {t('channels', { count: channels })} ·{' '}
          <Link className="link" href={`/govern/findings?service=${service}`} aria-label={t('findingsOf', { service: shortHex(service) })}>
            {t('findings')}
          </Link>
        </div>
      </td>
      <td className="n hide-s">{offer === null ? '–' : exactPtText(offer.inputPrice)}</td>
      <td className="n">{offer === null ? '–' : exactPtText(offer.outputPrice)}</td>
      <td className="n hide-s">
        {exactPtText(bond)}
        {bondOutAt !== null && <div className="t12 dim">{t('leaves', { moment: dayMinuteText(bondOutAt) })}</div>}
      </td>
      <td className="hide-s">
        <CheckBadge checks={checks} />
      </td>
      <td className="hide-s">
        <MeasuredText quality={quality} />
      </td>
      <td className="hide-s hide-m">
        <AccountText account={payee} />
      </td>
      <td className="n hide-s">{t('hours', { hours: lockSeconds / secondsPerHour })}</td>
    </tr>
  )
}
