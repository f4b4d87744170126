'use client'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { TogetherStep } from '#web/features/clusters/togetherTerms.ts'
import { useSendWish } from '#web/parts/lease/useLeaseRelay.ts'

/**
 * Returns the mutation that signs and sends one message for each lease of a cluster, one after the other. If the user declines one of them, the earlier ones
 * are sent already; the next call has only the remaining leases, because a lease with a sent message is no longer among the steps. `sent` counts the messages
 * of the present call.
 */
export function useTogether({ onSent }: { readonly onSent: () => void }) {
  const send = useSendWish()
  const [sent, setSent] = useState(0)
  const signing = useMutation({
    mutationFn: async (steps: readonly TogetherStep[]) => {
      setSent(0)
      for (const [at, { lease, wish }] of steps.entries()) {
        await send(lease, wish)
        setSent(at + 1)
      }
    },
    onSuccess: onSent,
  })
  return { signing, sent }
}
