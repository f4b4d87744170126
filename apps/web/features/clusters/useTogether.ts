'use client'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { TogetherStep } from '#web/features/clusters/togetherTerms.ts'
import { useSendWish } from '#web/parts/lease/useLeaseRelay.ts'

/**
 * Returns the mutation that signs and sends one message for each lease of a cluster, one after the other. If the user declines one of them, the earlier ones
 * are sent already; the next call has only the remaining leases, because a lease with a sent message is no longer among the steps. `sent` counts the messages
 * of the present call. When the component is gone, for example because the user closed its dialog, it asks for no further signature.
 */
export function useTogether({ onSent }: { readonly onSent: () => void }) {
  const send = useSendWish()
  const [sent, setSent] = useState(0)
  const isShown = useRef(true)
  useEffect(() => {
    isShown.current = true
    return () => {
      isShown.current = false
    }
  }, [])
  const signing = useMutation({
    mutationFn: async (steps: readonly TogetherStep[]) => {
      setSent(0)
      await sendEach(steps, { send: ({ lease, wish }) => send(lease, wish), isShown: () => isShown.current, onEach: setSent })
    },
    onSuccess: () => {
      if (isShown.current) onSent()
    },
  })
  return { signing, sent }
}

type Sending = {
  readonly send: (step: TogetherStep) => Promise<void>
  /** Returns false once the user has closed the dialog. */
  readonly isShown: () => boolean
  /** Called with the number of sent messages after each of them. */
  readonly onEach: (sent: number) => void
}

/** Sends one message after the other while the dialog is shown. Throws the first error of `send`, and sends nothing after it. */
export async function sendEach(steps: readonly TogetherStep[], { send, isShown, onEach }: Sending): Promise<void> {
  for (const [at, step] of steps.entries()) {
    if (!isShown()) return
    await send(step)
    onEach(at + 1)
  }
}
