'use client'
import dynamic from 'next/dynamic'
import { useEffect } from 'react'
import { CheckoutSkeleton } from '#web/features/booking/CheckoutSkeleton.tsx'
import { SignInGate } from '#web/parts/session/SignInGate.tsx'

const loadCheckout = () => import('#web/features/booking/RentCheckout.tsx').then((module) => module.RentCheckout)
const RentCheckout = dynamic(loadCheckout, { loading: () => <CheckoutSkeleton /> })
/** The page has loaded by then, so the script of the checkout does not compete with it. */
const loadAfterMs = 8_000

/**
 * Rents a machine without a hold, now or later: the renter sets up, signs and watches the phases on the same page. The checkout needs twice as much
 * script as the rest of the page, so a visitor who still has to sign in gets it some seconds after the page.
 */
export function RentView({ node }: { readonly node: string }) {
  useEffect(() => {
    // A failed load shows when the checkout is opened.
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
