'use client'
import dynamic from 'next/dynamic'
import { useAccount } from '#web/parts/session/useAccount.ts'
import { useWatchedOrders } from '#web/features/watch/watchedOrders.ts'

const OrderWatch = dynamic(() => import('#web/features/watch/OrderWatch.tsx').then((module) => module.OrderWatch), { ssr: false })

/** Watches the orders that the signed-in account chose to watch. The script for it loads only if there is such an order. */
export function OrderWatchHost() {
  const account = useAccount()
  const watched = useWatchedOrders().filter((order) => order.account === account)
  return watched.length === 0 ? null : <OrderWatch watched={watched} />
}
