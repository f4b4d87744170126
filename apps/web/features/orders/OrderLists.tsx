'use client'
import type { OrderPlaceWire, OrderWire } from '@infinitio/domain/wire'
import { type UseInfiniteQueryResult, useQuery } from '@tanstack/react-query'
import { ListOrdered, Wallet } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { StateBox } from '#web/components/ui/StateBox.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { mostText } from '#web/parts/format/sumTexts.ts'
import { balanceText } from '#web/parts/format/sumTexts.ts'
import { OpenOrders } from '#web/features/orders/OpenOrders.tsx'
import { orderFacts } from '#web/parts/order/orderFacts.ts'
import type { OrderSide } from '#web/parts/order/ordersQuery.ts'
import { PastOrders } from '#web/features/orders/PastOrders.tsx'
import { walletQuery } from '#web/parts/wallet/walletQuery.ts'

type OrderListsProps = {
  readonly open: readonly OrderWire[]
  readonly places: ReadonlyMap<string, OrderPlaceWire>
  readonly past: UseInfiniteQueryResult<{ items: OrderWire[]; total: number | null }>
  readonly side: OrderSide
  readonly editing: string | null
  readonly onEdit: (order: OrderWire) => void
  readonly onNew: () => void
}

/** Shows the maximum cost of the open orders, then the open orders, then the past orders. */
export function OrderLists({ open, places, past, side, editing, onEdit, onNew }: OrderListsProps) {
  const ended = past.data?.items ?? []
  const atMost = open.reduce((sum, order) => sum + (orderFacts(order).atMost ?? 0n), 0n)
  /** Fetches all pages, so that the exported file contains every order. */
  async function fetchAll(): Promise<readonly OrderWire[]> {
    let read = past.data
    for (let more = past.hasNextPage; more; ) {
      const next = await past.fetchNextPage({ cancelRefetch: false })
      if (next.error !== null) throw next.error
      read = next.data
      more = next.hasNextPage
    }
    return read?.items ?? []
  }
  if (open.length + ended.length === 0) return <NoOrders side={side} onNew={onNew} />
  return (
    <div className="stack g4">
      {side === 'bids' && atMost > 0n && <LockNothing atMost={atMost} />}
      <OpenOrders orders={open} places={places} editing={editing} onEdit={onEdit} />
      {ended.length > 0 && (
        <PastOrders
          orders={ended}
          total={past.data?.total ?? null}
          hasMore={past.hasNextPage}
          isFetching={past.isFetchingNextPage}
          onMore={() => void past.fetchNextPage()}
          fetchAll={fetchAll}
        />
      )}
    </div>
  )
}

/** Shows how much all open orders need in total, and whether the balance is enough for them. */
function LockNothing({ atMost }: { readonly atMost: bigint }) {
  const t = useTranslations('orders.money')
  const { data: wallet } = useQuery(walletQuery(browserApi))
  const link = (words: ReactNode) => (
    <Link className="link" href="/wallet#deposit">
      {words}
    </Link>
  )
  const strong = { b: (words: ReactNode) => <b>{words}</b>, link, amount: mostText(atMost) }
  const available = wallet === undefined ? null : BigInt(wallet.available)
  const balance = available === null ? '' : balanceText(available)
  const isShort = available !== null && available < atMost
  return (
    <p className={isShort ? 'callout warn' : 'callout'}>
      <Wallet className="i" aria-hidden />
      <span>{t.rich(available === null ? 'unknown' : isShort ? 'short' : 'covered', { ...strong, balance })}</span>
    </p>
  )
}

function NoOrders({ side, onNew }: { readonly side: OrderSide; readonly onNew: () => void }) {
  const t = useTranslations('orders')
  return (
    <div className="panel">
      <StateBox
        kind="empty"
        icon={ListOrdered}
        title={t('empty.title')}
        actions={
          side === 'bids' ? (
            <>
              <Button onClick={onNew}>{t('newOrder')}</Button>
              <Button asChild tone="ghost">
                <Link href="/gpus">{t('find')}</Link>
              </Button>
            </>
          ) : (
            <Button asChild>
              <Link href="/provide">{t('provide')}</Link>
            </Button>
          )
        }
      >
        {side === 'bids' ? t('empty.text') : t('empty.provideText')}
      </StateBox>
    </div>
  )
}
