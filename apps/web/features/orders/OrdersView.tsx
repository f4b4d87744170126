'use client'
import type { OrderWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { ListOrdered } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Callout } from '#web/components/ui/Callout.tsx'
import { Segmented } from '#web/components/ui/Segmented.tsx'
import { StateBox } from '#web/components/ui/StateBox.tsx'
import { browserApi } from '#web/features/api/browserApi.ts'
import { QueryView } from '#web/features/api/QueryView.tsx'
import { amountText } from '#web/features/format/amountText.ts'
import { useLiveTopic } from '#web/features/live/useLiveTopic.ts'
import { CancelAllDialog } from '#web/features/orders/CancelAllDialog.tsx'
import { OpenOrders } from '#web/features/orders/OpenOrders.tsx'
import { OrdersSkeleton } from '#web/features/orders/OrdersSkeleton.tsx'
import { orderFacts } from '#web/features/orders/orderFacts.ts'
import { isCancellable, isOpenOrder, ordersQuery } from '#web/features/orders/ordersQuery.ts'
import { PastOrders } from '#web/features/orders/PastOrders.tsx'
import { SignInGate } from '#web/features/session/SignInGate.tsx'
import { useAccount } from '#web/features/session/useAccount.ts'

type Side = 'bid' | 'ask'

/** Orders of the account: those that wait with their fills, those that are over with how they ended. */
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
  const [side, setSide] = useState<Side>('bid')
  const [isCancelling, setIsCancelling] = useState(false)
  const orders = useQuery(ordersQuery(browserApi))
  useLiveTopic('wallet')
  const ofSide = orders.data?.items.filter(({ kind }) => kind === side) ?? []
  const cancellable = ofSide.filter(isCancellable).length
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
        <Button asChild tone="primary">
          <Link href="/gpus">{t('find')}</Link>
        </Button>
      </header>
      <QueryView query={orders} failed={t('failed')} skeleton={<OrdersSkeleton />}>
        {() => (ofSide.length === 0 ? <NoOrders side={side} /> : <Lists orders={ofSide} side={side} />)}
      </QueryView>
      {isCancelling && <CancelAllDialog side={side === 'bid' ? 'bids' : 'asks'} count={cancellable} onClose={() => setIsCancelling(false)} />}
    </>
  )
}

function Lists({ orders, side }: { readonly orders: readonly OrderWire[]; readonly side: Side }) {
  const t = useTranslations('orders')
  const open = orders.filter(isOpenOrder)
  const past = orders.filter((order) => !isOpenOrder(order))
  const atMost = open.reduce((sum, order) => sum + (orderFacts(order).atMost ?? 0n), 0n)
  return (
    <>
      {side === 'bid' && atMost > 0n && (
        <Callout tone="plain">
          {t.rich('lockNothing', {
            amount: amountText(atMost),
            link: (words) => (
              <Link className="link" href="/wallet">
                {words}
              </Link>
            ),
          })}
        </Callout>
      )}
      <OpenOrders orders={open} />
      {past.length > 0 && <PastOrders orders={past} />}
    </>
  )
}

function NoOrders({ side }: { readonly side: Side }) {
  const t = useTranslations('orders')
  return (
    <div className="panel">
      <StateBox
        kind="empty"
        icon={ListOrdered}
        title={t('empty.title')}
        actions={
          <Button asChild>
            <Link href={side === 'bid' ? '/gpus' : '/provide'}>{side === 'bid' ? t('find') : t('provide')}</Link>
          </Button>
        }
      >
        {side === 'bid' ? t('empty.text') : t('empty.provideText')}
      </StateBox>
    </div>
  )
}
