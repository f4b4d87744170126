'use client'
import { bidFromWire, type OrderPlaceWire, type OrderWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import { Fragment, useState } from 'react'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { chanceWish } from '#web/features/order-ticket/chanceWish.ts'
import { useFillChance } from '#web/features/order-ticket/useFillChance.ts'
import { waitingWishOf } from '#web/features/order-ticket/waitingWish.ts'
import { FillList } from '#web/features/orders/FillList.tsx'
import { OrderActions } from '#web/features/orders/OrderActions.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { chainQuery } from '#web/parts/chain/chainQuery.ts'
import { useChainNow } from '#web/parts/chain/useChainNow.ts'
import { About } from '#web/parts/format/About.tsx'
import { mostText } from '#web/parts/format/sumTexts.ts'
import { momentText } from '#web/parts/format/clockText.ts'
import { LiveMark } from '#web/parts/live/LiveMark.tsx'
import { hourPriceText, percentText } from '#web/parts/market/marketTexts.ts'
import { OrderConditions } from '#web/parts/order/OrderConditions.tsx'
import { orderFacts } from '#web/parts/order/orderFacts.ts'
import type { OrderRowProps } from '#web/parts/order/orderRowProps.ts'
import { OrderState } from '#web/parts/order/OrderState.tsx'
import { useOrderTitle } from '#web/parts/order/useOrderTitle.ts'

// Loads on demand, because it contains the signing code.
const CancelDialog = dynamic(() => import('#web/parts/order/CancelDialog.tsx').then((module) => module.CancelDialog), { ssr: false })

type OpenOrdersProps = {
  readonly orders: readonly OrderWire[]
  /** Queue positions of bids by order hash. */
  readonly places: ReadonlyMap<string, OrderPlaceWire>
  /** Hash of the order that the user changes. */
  readonly editing: string | null
  readonly onEdit: (order: OrderWire) => void
}

/** Lists orders with an unfilled part, each with its fills (the leases that it has got) below. */
export function OpenOrders({ orders, places, editing, onEdit }: OpenOrdersProps) {
  const t = useTranslations('orders')
  const { data: chain } = useQuery(chainQuery(browserApi))
  const now = useChainNow(chain?.chainNow ?? 0)
  const titleOf = useOrderTitle()
  const [cancelling, setCancelling] = useState<OrderWire | null>(null)
  return (
    <section className="panel" aria-label={t('open')}>
      <header className="panel-head">
        <h2>{t('open')}</h2>
        <span className="t13 dim">{orders.length}</span>
        <span className="end">
          <LiveMark />
        </span>
      </header>
      {orders.length === 0 ? (
        <p className="panel-body t13 dim">{t('noneOpen')}</p>
      ) : (
        <table className="table ot">
          <TableHead
            columns={[
              { name: t('column.order') },
              { name: t('column.price'), className: 'n' },
              { name: t('column.filled') },
              { name: t('column.start') },
              { name: t('column.atMost'), className: 'n' },
              { name: t('column.state') },
              { name: t('column.actions'), className: 'n', forEars: true },
            ]}
          />
          <tbody>
            {orders.map((order) => (
              <Fragment key={order.orderHash}>
                <OpenRow
                  order={order}
                  place={places.get(order.orderHash)}
                  now={now}
                  title={titleOf(order)}
                  isEditing={order.orderHash === editing}
                  onEdit={() => onEdit(order)}
                  onCancel={() => setCancelling(order)}
                />
                {order.matches.length > 0 && (
                  <tr className="fills">
                    <td colSpan={7}>
                      <FillList order={order} />
                    </td>
                  </tr>
                )}
              </Fragment>
            ))}
          </tbody>
        </table>
      )}
      {cancelling !== null && <CancelDialog order={cancelling} title={titleOf(cancelling)} way="matcher" onClose={() => setCancelling(null)} />}
    </section>
  )
}

function OpenRow({ order, place, now, title, isEditing, onEdit, onCancel }: OrderRowProps) {
  const t = useTranslations('orders')
  const { gpus, pricePerGpuSecond, startFrom, keepUntil, atMost, atOnce } = orderFacts(order)
  return (
    <tr className={isEditing ? 'sel' : undefined}>
      <td>
        <b>{title}</b>
        {'renter' in order.order && <OrderConditions order={order.order} />}
      </td>
      <td className="n" data-k={t('mostPerHour')}>
        <b>{hourPriceText(pricePerGpuSecond.toString())}</b>
        <About units={pricePerGpuSecond * 3_600n} />
      </td>
      <td data-k={t('column.filled')}>{order.kind === 'ask' ? '–' : <Filled filled={order.gpusFilled} gpus={gpus} />}</td>
      <td data-k={t('column.start')}>
        <span className="nowrap">{startFrom === null ? t('now') : momentText(startFrom)}</span>
        <span className="sub nowrap">{atOnce !== null ? t(`atOnce.${atOnce}`) : t('keepUntil', { time: momentText(keepUntil) })}</span>
      </td>
      <td className="n" data-k={t('column.atMost')}>
        <span className="nowrap">{atMost === null ? '–' : `${mostText(atMost)} PT`}</span>
        {atMost !== null && <About units={atMost} />}
      </td>
      <td className="wide">
        <OrderState order={order} place={place} />
        {order.state === 'partly_filled' && <span className="sub">{t('toGo', { count: order.gpusToGo })}</span>}
        <OrderOutlook order={order} place={place} now={now} />
      </td>
      <td className="n act wide">
        <OrderActions order={order} title={title} isEditing={isEditing} onEdit={onEdit} onCancel={onCancel} />
      </td>
    </tr>
  )
}

function Filled({ filled, gpus }: { readonly filled: number; readonly gpus: number }) {
  const t = useTranslations('orders')
  return (
    <>
      <span className="nowrap">{t('filledOf', { filled, gpus })}</span>
      <span className="meter" aria-hidden>
        <i style={{ width: `${(filled / gpus) * 100}%` }} />
      </span>
    </>
  )
}

type OrderOutlookProps = {
  readonly order: OrderWire
  /** The queue position of the bid; undefined until it has loaded, or if the bid does not rest in the book. */
  readonly place: OrderPlaceWire | undefined
  /** The present time by the chain's clock, in Unix seconds. */
  readonly now: number
}

/**
 * Shows what the owner of a bid in the book can expect: whether the bid is paused, how many orders come before it, whether the balance is enough for it, and
 * how likely it is to be matched.
 */
function OrderOutlook({ order, place, now }: OrderOutlookProps) {
  const t = useTranslations('orders.outlook')
  const signed = order.order
  const wish =
    'renter' in signed && place !== undefined && place.fundedGpus > 0 ? waitingWishOf({ ...bidFromWire(signed), gpus: order.gpusToGo }, now) : null
  const chance = useFillChance(wish === null ? null : chanceWish(wish, now))?.chance ?? null
  if (place === undefined) return null
  if (place.pausedUntil !== null) return <span className="sub warn">{t('paused', { time: momentText(place.pausedUntil) })}</span>
  if (place.fundedGpus === 0) return <span className="sub warn">{t('skipped')}</span>
  return (
    <>
      <span className="sub">
        {t('before', { gpus: place.gpusBefore })}
        {chance !== null && `, ${t('chance', { percent: percentText(chance.bps) })}`}
      </span>
      {place.fundedGpus < order.gpusToGo && <span className="sub warn">{t('covered', { covered: place.fundedGpus, gpus: order.gpusToGo })}</span>}
    </>
  )
}
