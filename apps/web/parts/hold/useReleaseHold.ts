import { releaseHold } from '@infinitio/sdk'
import type { HoldWire } from '@infinitio/domain/wire'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { problemOf } from '#web/parts/api/problem.ts'
import { notify } from '#web/parts/toasts/notify.ts'

/**
 * Returns a function that releases a hold (the reservation of a machine or its price). If `leadsBack` is true, it then opens the page of the machine. A toast
 * shows a failure.
 */
export function useReleaseHold({ holdId, node }: Pick<HoldWire, 'holdId' | 'node'>, { leadsBack }: { readonly leadsBack: boolean }) {
  const router = useRouter()
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: () => releaseHold(browserApi, holdId),
    onSuccess: () => {
      for (const key of ['wallet', 'holds', 'hold']) void queryClient.invalidateQueries({ queryKey: [key] })
      if (leadsBack) router.push(`/gpus/${node}`)
    },
    onError: (error) => void notify({ tone: 'error', text: problemOf(error).sentence }),
  })
}
