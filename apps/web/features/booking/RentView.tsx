'use client'
import dynamic from 'next/dynamic'
import { useEffect } from 'react'
import { CheckoutSkeleton } from '#web/features/booking/CheckoutSkeleton.tsx'
import { SignInGate } from '#web/parts/session/SignInGate.tsx'

const loadCheckout = () => import('#web/features/booking/RentCheckout.tsx').then((module) => module.RentCheckout)
const RentCheckout = dynamic(loadCheckout, { loading: () => <CheckoutSkeleton /> })
/**
 * How many milliseconds after the start of the page the script of the checkout is loaded. By then the page itself has loaded, so the script does not compete
 * with it for the network.
 */
const loadAfterMs = 8_000

/**
 * The page that rents one machine, now or later, without reserving it first. The renter sets up the lease, signs, and watches its phases on the same page. For
 * visitors who are not signed in, the large script of the checkout loads some seconds after the page.
 */
export function RentView({ node }: { readonly node: string }) {
  useEffect(() => {
    // Ignores a failed load here; opening the checkout loads the script again and shows the error.
    const timer = window.setTimeout(() => void loadCheckout().catch(() => undefined), loadAfterMs)
    return () => window.clearTimeout(timer)
  }, [])
  return (
    <main className="page p-book">
      <SignInGate isPage purpose="rent" waiting={<CheckoutSkeleton />}>
        <RentCheckout key={node} node={node} />
      </SignInGate>
    </main>
  )
}
