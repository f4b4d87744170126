'use client'
import type { OrderWire } from '@infinitio/domain/wire'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Segmented } from '#web/components/ui/Segmented.tsx'
import { browserApi } from '#web/features/api/browserApi.ts'
import { QueryView } from '#web/features/api/QueryView.tsx'
import { useLiveTopic } from '#web/features/live/useLiveTopic.ts'
import { prefillFromParams } from '#web/features/order-ticket/prefillFromParams.ts'
import { CancelAllDialog } from '#web/features/orders/CancelAllDialog.tsx'
import { OrderLists } from '#web/features/orders/OrderLists.tsx'
import { OrdersAside, type OpenTicket } from '#web/features/orders/OrdersAside.tsx'
import { OrdersSkeleton } from '#web/features/orders/OrdersSkeleton.tsx'
import { isCancellable, ordersQuery } from '#web/features/orders/ordersQuery.ts'
import { useEveryOpenOrder } from '#web/features/orders/useEveryOpenOrder.ts'
import { SignInGate } from '#web/features/session/SignInGate.tsx'
import { useAccount } from '#web/features/session/useAccount.ts'

/** Which side of the market one looks at: one's bids, or one's asks. */
export type OrderSide = 'bid' | 'ask'

/** Orders of the account: those that wait with their fills, those that are over with how they ended, and the ticket that writes them. */
export function OrdersView() {
  const t = useTranslations('orders')
  const isSignedIn = typeof useAccount() === 'string'
  return (
    <main className="page p-orders">
      {!isSignedIn && <h1 className="mb-4">{t('title')}</h1>}
      <SignInGate waiting={<OrdersSkeleton />}>
        <Orders />
      </SignInGate>
    </main>
  )
}

function Orders() {
  const t = useTranslations('orders')
  const params = useSearchParams()
  const [side, setSide] = useState<OrderSide>('bid')
  const [isCancelling, setIsCancelling] = useState(false)
  const [ticket, setTicket] = useState<OpenTicket | null>(() => (params.has('new') ? { kind: 'new', prefill: prefillFromParams(params) } : null))
  const orders = useInfiniteQuery(ordersQuery(browserApi))
  useLiveTopic('wallet')
  useEveryOpenOrder(orders)
  const items = orders.data?.items ?? []
  const cancellable = items.filter((order) => order.kind === side && isCancellable(order)).length
  const openNew = () => setTicket({ kind: 'new', prefill: {} })
  return (
    <>
      <header className="oh">
        <h1>{t('title')}</h1>
        <Segmented
          label={t('side')}
          value={side}
          options={[
            { value: 'bid', label: t('rent') },
            { value: 'ask', label: t('provide') },
          ]}
          onChange={setSide}
        />
        {cancellable > 0 && <Button onClick={() => setIsCancelling(true)}>{t('cancelAll', { count: cancellable })}</Button>}
        <Button tone="primary" onClick={openNew}>
          <Plus className="i" aria-hidden />
          {t('newOrder')}
        </Button>
      </header>
      <QueryView query={orders} failed={t('failed')} skeleton={<OrdersSkeleton />}>
        {() => (
          <div className={ticket === null ? undefined : 'ol'}>
            <OrderLists
              orders={orders}
              side={side}
              editing={ticket?.kind === 'edit' ? ticket.orderHash : null}
              onEdit={({ orderHash }: OrderWire) => setTicket({ kind: 'edit', orderHash })}
              onNew={openNew}
            />
            {ticket !== null && <OrdersAside ticket={ticket} orders={items} onClose={() => setTicket(null)} />}
          </div>
        )}
      </QueryView>
      {isCancelling && <CancelAllDialog side={side === 'bid' ? 'bids' : 'asks'} count={cancellable} onClose={() => setIsCancelling(false)} />}
    </>
  )
}
