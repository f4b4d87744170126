'use client'
import { ErrorCode } from '#web/parts/api/ErrorCode.tsx'
import type { OrderPlaceWire, OrderWire } from '@infinitio/domain/wire'
import type { UseQueryResult } from '@tanstack/react-query'
import Link from 'next/link'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { problemOf } from '#web/parts/api/problem.ts'
import { soonText } from '#web/parts/format/clockText.ts'
import { hourPriceText } from '#web/parts/market/marketTexts.ts'
import { OrderActions } from '#web/features/orders/OrderActions.tsx'
import { OrderState } from '#web/parts/order/OrderState.tsx'
import { orderFacts } from '#web/parts/order/orderFacts.ts'
import type { OrderRowProps } from '#web/parts/order/orderRowProps.ts'
import { useOrderTitle } from '#web/parts/order/useOrderTitle.ts'
import { askToSignIn } from '#web/parts/session/signInRequest.ts'
import { useAccount } from '#web/parts/session/useAccount.ts'

// Loads on demand, because it contains the signing code.
const CancelDialog = dynamic(() => import('#web/parts/order/CancelDialog.tsx').then((module) => module.CancelDialog), { ssr: false })

type ClassOrdersProps = {
  readonly classId: number
  /** The present time by the chain's clock, in Unix seconds. */
  readonly now: number
  /** Open bids of the signed-in account. */
  readonly orders: UseQueryResult<OrderWire[]>
  readonly places: ReadonlyMap<string, OrderPlaceWire>
  readonly editing: string | null
  readonly onEdit: (order: OrderWire) => void
}

/** Lists the account's open bids that could be matched with machines of this class, with their positions in the queue. */
export function ClassOrders(props: ClassOrdersProps) {
  const t = useTranslations('market.own')
  const mine = props.orders.data?.filter((order) => mayTake(order, props.classId))
  return (
    <section className="own" aria-label={t('title')}>
      <header className="sec-h">
        <h2>{t('title')}</h2>
        {mine !== undefined && mine.length > 0 && <span className="t13 dim">{t('count', { count: mine.length })}</span>}
        <Link className="end link t13" href="/orders">
          {t('all')}
        </Link>
      </header>
      <OwnOrders {...props} mine={mine} />
    </section>
  )
}

function OwnOrders({ orders, mine, ...rest }: ClassOrdersProps & { readonly mine: readonly OrderWire[] | undefined }) {
  const t = useTranslations('market.own')
  const account = useAccount()
  if (account === null) {
    return (
      <p className="note t13 dim">
        {t('stranger')}{' '}
        <button type="button" className="link" onClick={() => void askToSignIn()}>
          {t('connect')}
        </button>
      </p>
    )
  }
  if (mine === undefined && orders.isError) {
    const { sentence, code } = problemOf(orders.error)
    return (
      <p className="note t13 warn" role="alert">
        {t('failed')} {sentence} <ErrorCode code={code} />{' '}
        <button type="button" className="link" onClick={() => void orders.refetch()}>
          {t('again')}
        </button>
      </p>
    )
  }
  if (mine === undefined) {
    return (
      <div className="note skeltree">
        <p className="sr" role="status">
          {t('loading')}
        </p>
        <Skeleton width="100%" height={20} />
      </div>
    )
  }
  if (mine.length === 0) return <p className="note t13 dim">{t('none')}</p>
  return <OwnTable mine={mine} {...rest} />
}

type OwnTableProps = Pick<ClassOrdersProps, 'now' | 'places' | 'editing' | 'onEdit'> & { readonly mine: readonly OrderWire[] }

function OwnTable({ mine, now, places, editing, onEdit }: OwnTableProps) {
  const t = useTranslations('market.own')
  const tOrders = useTranslations('orders')
  const titleOf = useOrderTitle()
  const [cancelling, setCancelling] = useState<OrderWire | null>(null)
  return (
    <>
      <table className="table">
        <TableHead
          columns={[
            { name: tOrders('column.order') },
            { name: t('price'), className: 'n' },
            { name: t('start'), className: 'hide-s' },
            { name: t('keep'), className: 'hide-s' },
            { name: tOrders('column.filled'), className: 'hide-s' },
            { name: tOrders('column.state') },
            { name: tOrders('column.actions'), className: 'n hide-s', forEars: true },
          ]}
        />
        <tbody>
          {mine.map((order) => (
            <OwnRow
              key={order.orderHash}
              order={order}
              place={places.get(order.orderHash)}
              now={now}
              title={titleOf(order)}
              isEditing={order.orderHash === editing}
              onEdit={() => onEdit(order)}
              onCancel={() => setCancelling(order)}
            />
          ))}
        </tbody>
      </table>
      {cancelling !== null && <CancelDialog order={cancelling} title={titleOf(cancelling)} way="matcher" onClose={() => setCancelling(null)} />}
    </>
  )
}

function OwnRow({ order, place, now, title, isEditing, onEdit, onCancel }: OrderRowProps) {
  const t = useTranslations('orders')
  const { gpus, pricePerGpuSecond, startFrom, keepUntil, atOnce } = orderFacts(order)
  return (
    <tr className={isEditing ? 'sel' : undefined}>
      <td>
        <b>{title}</b>
      </td>
      <td className="n">{hourPriceText(pricePerGpuSecond.toString())}</td>
      <td className="nowrap hide-s">{startFrom === null ? t('now') : soonText(startFrom, now)}</td>
      <td className="nowrap hide-s">{atOnce === null ? soonText(keepUntil, now) : t(`atOnce.${atOnce}`)}</td>
      <td className="nowrap hide-s">{t('filledOf', { filled: order.gpusFilled, gpus })}</td>
      <td>
        <OrderState order={order} place={place} />
      </td>
      <td className="n act hide-s">
        <OrderActions order={order} title={title} isEditing={isEditing} onEdit={onEdit} onCancel={onCancel} />
      </td>
    </tr>
  )
}

/** Returns true if the bid accepts this GPU class. The mask of a bid for any class has all bits set, so such a bid accepts every class. */
function mayTake(order: OrderWire, classId: number): boolean {
  return 'renter' in order.order && ((BigInt(order.order.classMask) >> BigInt(classId)) & 1n) === 1n
}
