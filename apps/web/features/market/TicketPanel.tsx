'use client'
import type { ProviderWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { type RefObject, useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Segmented } from '#web/components/ui/Segmented.tsx'
import { NewOrderTicket, StrangerFoot, TicketSkeleton } from '#web/features/order-ticket/NewOrderTicket.tsx'
import { useNotifyPlaced } from '#web/features/order-ticket/useNotifyPlaced.ts'
import type { TicketWriting } from '#web/features/order-ticket/ticketDraft.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { useLiveTopic } from '#web/parts/live/useLiveTopic.ts'
import { SimulatedBadge } from '#web/parts/machine/SimulatedBadge.tsx'
import { useRegionName } from '#web/parts/machine/useRegionName.ts'
import { hourPriceText } from '#web/parts/market/marketTexts.ts'
import { type ProviderNode, providerQuery } from '#web/parts/provider/providerQuery.ts'
import { useAccount } from '#web/parts/session/useAccount.ts'

/** The side of the market that the panel shows: rent (the order ticket) or provide (the account's asks). */
export type TicketSide = 'rent' | 'provide'

type TicketPanelProps = {
  readonly writing: TicketWriting
  readonly side: TicketSide
  readonly onSide: (side: TicketSide) => void
  /** Class and region of the order: "H100 SXM 80 GB, Europe north". */
  readonly place: string
  readonly offers: OwnOffersProps
  /** Heading that gets the focus after a choice elsewhere on the page. */
  readonly headingRef: RefObject<HTMLHeadingElement | null>
}

/** Shows the order ticket for the viewed class and region, or the account's own asks there. */
export function TicketPanel({ writing, side, onSide, place, offers, headingRef }: TicketPanelProps) {
  const t = useTranslations('market')
  const notifyPlaced = useNotifyPlaced()
  return (
    <section className="ticket" aria-label={t('standing')}>
      <header className="sec-h">
        <div className="row between">
          <h2 ref={headingRef} tabIndex={-1}>
            {t('standing')}
          </h2>
          <Segmented
            label={t('side.label')}
            value={side}
            options={[
              { value: 'rent', label: t('side.rent') },
              { value: 'provide', label: t('side.provide') },
            ]}
            onChange={onSide}
          />
        </div>
        <p className="t12 dim">{place}</p>
      </header>
      {side === 'rent' ? <NewOrderTicket writing={writing} isClassGiven onPlaced={notifyPlaced} /> : <OwnOffers {...offers} />}
    </section>
  )
}

const PriceDialog = dynamic(() => import('#web/features/asks/PriceDialog.tsx').then((module) => module.PriceDialog), { ssr: false })

/** The GPU class, and the region if one is chosen, whose asks are listed. */
type OwnOffersProps = { readonly classId: number; readonly regionId: number | null; readonly className: string }

/** Lists the open asks of the signed-in provider in the shown class and region, with their prices and a way to change them. */
function OwnOffers(props: OwnOffersProps) {
  const account = useAccount()
  if (account === undefined) return <TicketSkeleton />
  if (account === null)
    return (
      <div className="panel-body ed">
        <StrangerFoot />
      </div>
    )
  return <OffersOfAccount {...props} />
}

function OffersOfAccount(props: OwnOffersProps) {
  const t = useTranslations('market.offers')
  const query = useQuery(providerQuery(browserApi))
  useLiveTopic('provider')
  return (
    <QueryView query={query} failed={t('failed')} skeleton={<TicketSkeleton />}>
      {(provider) => <Offers {...props} provider={provider} />}
    </QueryView>
  )
}

function Offers({ classId, regionId, className, provider }: OwnOffersProps & { readonly provider: ProviderWire }) {
  const t = useTranslations('market.offers')
  const [changed, setChanged] = useState<ProviderNode | null>(null)
  const nodes = provider.nodes.filter(
    (node) => node.classId === classId && (regionId === null || node.regionId === regionId) && node.state !== 'retired',
  )
  return (
    <div className="panel-body ed">
      {nodes.length === 0 ? (
        <p className="t13">{t('none', { className })}</p>
      ) : (
        <ul className="offers">
          {nodes.map((node) => (
            <Offer key={node.node} node={node} onChange={() => setChanged(node)} />
          ))}
        </ul>
      )}
      <Link className="link t13" href="/provide">
        {t(nodes.length === 0 ? 'add' : 'all')}
      </Link>
      {changed !== null && <PriceDialog node={changed} nextAskNonce={provider.nextAskNonce} onClose={() => setChanged(null)} />}
    </div>
  )
}

function Offer({ node, onChange }: { readonly node: ProviderNode; readonly onChange: () => void }) {
  const t = useTranslations('market.offers')
  const nameOf = useRegionName()
  const { name, ask, simulated, freeGpus, gpus, regionName } = node
  return (
    <li>
      <div className="grow">
        <b>{name}</b> {simulated && <SimulatedBadge />}
        <span className="block t12 dim">{t('free', { free: freeGpus, gpus, region: nameOf(regionName) })}</span>
      </div>
      <span className="nowrap">{ask === null ? t('paused') : t('price', { price: hourPriceText(ask.pricePerGpuSecond) })}</span>
      <Button size="sm" aria-label={t(ask === null ? 'resumeNamed' : 'changeNamed', { name })} onClick={onChange}>
        {t(ask === null ? 'resume' : 'change')}
      </Button>
    </li>
  )
}
