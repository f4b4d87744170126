'use client'
import type { OrderWire } from '@infinitio/domain/wire'
import { cancelAllOrders } from '@infinitio/sdk'
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Dialog } from '#web/components/ui/Dialog.tsx'
import { Segmented } from '#web/components/ui/Segmented.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { useTicketDraft } from '#web/features/order-ticket/ticketDraft.ts'
import { TicketFrame } from '#web/features/order-ticket/TicketFrame.tsx'
import { useNotifyPlaced } from '#web/features/order-ticket/useNotifyPlaced.ts'
import { EditOrderAside } from '#web/features/orders/EditOrderAside.tsx'
import { OrderLists } from '#web/features/orders/OrderLists.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { ProblemCallout } from '#web/parts/api/ProblemCallout.tsx'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { useLiveTopic } from '#web/parts/live/useLiveTopic.ts'
import { isCancellable, openOrdersQuery, type OrderSide, pastOrdersQuery } from '#web/parts/order/ordersQuery.ts'
import { useOpenBids } from '#web/parts/order/useOpenBids.ts'
import { SignInGate } from '#web/parts/session/SignInGate.tsx'
import { useAccount } from '#web/parts/session/useAccount.ts'
import { notify } from '#web/parts/toasts/notify.ts'

/** Shows the account's open orders and what was matched of them, its past orders with their results, and the form for orders. */
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

type CancelAllDialogProps = { readonly side: 'asks' | 'bids'; readonly count: number; readonly onClose: () => void }

/** Asks for confirmation, then cancels all open bids or all open asks. Parts that are already matched still settle. */
function CancelAllDialog({ side, count, onClose }: CancelAllDialogProps) {
  const t = useTranslations('orders.cancellingAll')
  const queryClient = useQueryClient()
  const cancelling = useMutation({
    mutationFn: () => cancelAllOrders(browserApi, { side }),
    onSuccess: () => {
      void notify({ tone: 'success', text: t('sent') })
      for (const key of ['orders', 'provider', 'listings', 'market']) void queryClient.invalidateQueries({ queryKey: [key] })
      onClose()
    },
  })
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t('title', { count })} description={t('text')}>
      <div className="stack g3">
        {cancelling.isError && <ProblemCallout error={cancelling.error} />}
        <Button tone="danger" full disabled={cancelling.isPending} onClick={() => cancelling.mutate()}>
          {cancelling.isPending ? t('sending') : t('confirm', { count })}
        </Button>
        <Button tone="ghost" full onClick={onClose}>
          {t('keep')}
        </Button>
      </div>
    </Dialog>
  )
}

// Loads on demand, because it contains the signing code.
const NewOrderTicket = dynamic(() => import('#web/features/order-ticket/NewOrderTicket.tsx').then((module) => module.NewOrderTicket), { ssr: false })

/** Shows the form for a new order, for any class and region, beside the lists or over them. */
function NewOrderAside({ onClose }: { readonly onClose: () => void }) {
  const t = useTranslations('ticket')
  const writing = useTicketDraft({})
  const notifyPlaced = useNotifyPlaced()
  function placed(order: OrderWire): void {
    notifyPlaced(order)
    onClose()
  }
  return (
    <TicketFrame title={t('newTitle')} onClose={onClose}>
      <NewOrderTicket writing={writing} isClassGiven={false} onPlaced={placed} />
    </TicketFrame>
  )
}

/** Loading skeleton of the order lists. */
function OrdersSkeleton() {
  const t = useTranslations('orders')
  return (
    <div className="skeltree stack g4">
      <p className="sr" role="status">
        {t('loading')}
      </p>
      <div className="panel p-4">
        <Skeleton width="100%" height={36} />
      </div>
      <div className="panel stack g4 p-4">
        {[1, 2, 3].map((key) => (
          <Skeleton key={key} width="100%" height={40} />
        ))}
      </div>
    </div>
  )
}
