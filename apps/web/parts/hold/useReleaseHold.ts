import { releaseHold } from '@infinitio/sdk'
import type { HoldWire } from '@infinitio/domain/wire'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { problemOf } from '#web/parts/api/problem.ts'
import { spanParam } from '#web/parts/search/nodeAddress.ts'
import { notify } from '#web/parts/toasts/notify.ts'

type ReleasedHold = Pick<HoldWire, 'holdId' | 'node' | 'gpus' | 'durationSeconds'>

/**
 * Returns a function that releases a hold (the reservation of a machine or its price). If `leadsBack` is true, it then opens the page of the machine with the
 * same GPUs and time. A toast shows the result.
 */
export function useReleaseHold({ holdId, node, gpus, durationSeconds }: ReleasedHold, { leadsBack }: { readonly leadsBack: boolean }) {
  const t = useTranslations('holdStrip')
  const router = useRouter()
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: () => releaseHold(browserApi, holdId),
    onSuccess: () => {
      for (const key of ['wallet', 'holds', 'hold']) void queryClient.invalidateQueries({ queryKey: [key] })
      void notify({ tone: 'success', text: t('released') })
      if (leadsBack) router.push(`/gpus/${node}?gpus=${gpus}&${spanParam(durationSeconds)}`)
    },
    onError: (error) => void notify({ tone: 'error', text: problemOf(error).sentence }),
  })
}
