'use client'
import type { ListingWire } from '@infinitio/domain/wire'
import { placeHold } from '@infinitio/sdk'
import { useMutation } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { problemOf } from '#web/parts/api/problem.ts'
import { carrySetup } from '#web/parts/other-machine/carriedSetup.ts'
import type { LeaseSetup } from '#web/parts/lease-setup/leaseSetup.ts'
import { notify } from '#web/parts/toasts/notify.ts'

type HoldInstead = {
  readonly wanted: { readonly gpus: number; readonly durationSeconds: number; readonly funded: boolean }
  readonly best: ListingWire
  /** The setup of the form if nothing was typed in this tab. */
  readonly setup?: LeaseSetup
  /** Called after the other machine was reserved and before its checkout opens, for example to cancel the lease that the other machine replaces. */
  readonly onHeld?: () => Promise<unknown>
}

/**
 * Reserves another machine for the same number of GPUs and the same time, and opens its checkout with the setup that the user typed. Errors are shown in a
 * short message.
 */
export function useHoldInstead({ wanted: { gpus, durationSeconds, funded }, best, setup, onHeld }: HoldInstead) {
  const router = useRouter()
  return useMutation({
    mutationFn: async () => {
      const { holdId } = await placeHold(browserApi, { askHash: best.askHash, gpus, durationSeconds, funded })
      await onHeld?.()
      return holdId
    },
    onSuccess: (holdId) => {
      carrySetup(holdId, setup)
      router.replace(`/book/${holdId}`)
    },
    onError: (error) => void notify({ tone: 'error', text: problemOf(error).sentence }),
  })
}
