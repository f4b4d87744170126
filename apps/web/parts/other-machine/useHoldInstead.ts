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
  /** What the form begins with where nothing was written in this tab. */
  readonly setup?: LeaseSetup
  /** Done once the machine is held, before its checkout opens: what belongs to the one it takes the place of. */
  readonly onHeld?: () => Promise<unknown>
}

/** Holds another machine for as many GPUs and as long, and opens its checkout with what was written in the form. What fails is said in a toast. */
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
