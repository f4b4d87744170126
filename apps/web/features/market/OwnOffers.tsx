'use client'
import type { ProviderWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useRegionName } from '#web/parts/machine/useRegionName.ts'
import { useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { useLiveTopic } from '#web/parts/live/useLiveTopic.ts'
import { hourPriceText } from '#web/parts/market/marketTexts.ts'
import { StrangerFoot } from '#web/features/order-ticket/StrangerFoot.tsx'
import { TicketSkeleton } from '#web/features/order-ticket/TicketSkeleton.tsx'
import { type ProviderNode, providerQuery } from '#web/parts/provider/providerQuery.ts'
import { SimulatedBadge } from '#web/parts/machine/SimulatedBadge.tsx'
import { useAccount } from '#web/parts/session/useAccount.ts'

const PriceDialog = dynamic(() => import('#web/features/asks/PriceDialog.tsx').then((module) => module.PriceDialog), { ssr: false })

/** Selects the machines of a class, and of a region if one is chosen. */
export type OwnOffersProps = { readonly classId: number; readonly regionId: number | null; readonly className: string }

/** Lists the signed-in provider's open asks in the viewed class and region, with their prices and a way to change them. */
export function OwnOffers(props: OwnOffersProps) {
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
