'use client'
import type { LeaseWire } from '@infinitio/domain/wire'
import dynamic from 'next/dynamic'
import { useEffect, useState } from 'react'
import type { AutoExtendDraft } from '#web/parts/auto-extend/autoExtendDraft.ts'
import { forgetAutoExtend, storedAutoExtend } from '#web/parts/auto-extend/storedAutoExtend.ts'

const PromisedAutoExtend = dynamic(() => import('#web/features/auto-extend/PromisedAutoExtend.tsx').then((module) => module.PromisedAutoExtend), {
  ssr: false,
})

/**
 * Signs the auto-extend plan that the renter chose at checkout, once the lease has its number. A key of this browser signs without asking. Another wallet is
 * asked only if `asks` is true, and its owner may decline. Renders nothing without a plan.
 */
export function AutoExtendPromise({ lease, asks }: { readonly lease: LeaseWire; readonly asks: boolean }) {
  const [chosen, setChosen] = useState<AutoExtendDraft | null>(null)
  const isDone = lease.autoExtend !== null
  useEffect(() => {
    if (isDone) forgetAutoExtend(lease.bidHash)
    setChosen(isDone ? null : storedAutoExtend(lease.bidHash))
  }, [isDone, lease.bidHash])
  if (chosen === null || lease.role !== 'renter' || (lease.state !== 'booked' && lease.state !== 'active')) return null
  function forget(): void {
    forgetAutoExtend(lease.bidHash)
    setChosen(null)
  }
  return <PromisedAutoExtend lease={lease} asks={asks} chosen={chosen} onDone={forget} />
}
