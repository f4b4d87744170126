'use client'
import type { OrderWire } from '@infinitio/domain/wire'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Segmented } from '#web/components/ui/Segmented.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { useLiveTopic } from '#web/parts/live/useLiveTopic.ts'
import { CancelAllDialog } from '#web/features/orders/CancelAllDialog.tsx'
import { EditOrderAside } from '#web/features/orders/EditOrderAside.tsx'
import { NewOrderAside } from '#web/features/orders/NewOrderAside.tsx'
import { OrderLists } from '#web/features/orders/OrderLists.tsx'
import { OrdersSkeleton } from '#web/features/orders/OrdersSkeleton.tsx'
import { isCancellable, openOrdersQuery, type OrderSide, pastOrdersQuery } from '#web/parts/order/ordersQuery.ts'
import { useOpenBids } from '#web/parts/order/useOpenBids.ts'
import { SignInGate } from '#web/parts/session/SignInGate.tsx'
import { useAccount } from '#web/parts/session/useAccount.ts'

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
  const [side, setSide] = useState<OrderSide>('bids')
  const [isCancelling, setIsCancelling] = useState(false)
  const [ticket, setTicket] = useState<'new' | { readonly edit: string } | null>(null)
  const open = useQuery(openOrdersQuery(browserApi, side))
  const past = useInfiniteQuery(pastOrdersQuery(browserApi, side))
  const { places } = useOpenBids()
  useLiveTopic('wallet')
  useLiveTopic('market')
  const cancellable = (open.data ?? []).filter(isCancellable).length
  const edited = ticket === null || ticket === 'new' ? null : ticket.edit
  const close = () => setTicket(null)
  const openNew = () => setTicket('new')
  return (
    <>
      <header className="oh">
        <h1>{t('title')}</h1>
        <Segmented
          label={t('side')}
          value={side}
          options={[
            { value: 'bids', label: t('rent') },
            { value: 'asks', label: t('provide') },
          ]}
          onChange={setSide}
        />
        {cancellable > 0 && <Button onClick={() => setIsCancelling(true)}>{t('cancelAll', { count: cancellable })}</Button>}
        <Button tone="primary" onClick={openNew}>
          <Plus className="i" aria-hidden />
          {t('newOrder')}
        </Button>
      </header>
      <QueryView query={open} failed={t('failed')} skeleton={<OrdersSkeleton />}>
        {(orders) => (
          <QueryView query={past} failed={t('failed')} skeleton={<OrdersSkeleton />}>
            {() => (
              <div className={ticket === null ? undefined : 'ol'}>
                <OrderLists
                  open={orders}
                  places={places}
                  past={past}
                  side={side}
                  editing={edited}
                  onEdit={({ orderHash }: OrderWire) => setTicket({ edit: orderHash })}
                  onNew={openNew}
                />
                {ticket === 'new' && <NewOrderAside onClose={close} />}
                {edited !== null && <EditOrderAside orderHash={edited} orders={orders} onClose={close} />}
              </div>
            )}
          </QueryView>
        )}
      </QueryView>
      {isCancelling && <CancelAllDialog side={side} count={cancellable} onClose={() => setIsCancelling(false)} />}
    </>
  )
}
