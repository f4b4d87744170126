'use client'
import type { Hex32 } from '@infinitio/domain'
import type { HerePass } from '@infinitio/jobs/private'
import type { JobWire } from '@infinitio/domain/wire'
import { useIsMutating, useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Callout } from '#web/components/ui/Callout.tsx'
import { signCancels, signSteps } from '#web/features/jobs/private/signSteps.ts'
import { ProblemCallout } from '#web/parts/api/ProblemCallout.tsx'
import { SignerButton } from '#web/parts/wallet-connection/SignerButton.tsx'
import { useSigner } from '#web/parts/wallet-connection/useSigner.ts'

type SignProps = { readonly job: JobWire; readonly jobKey: Hex32; readonly pass: HerePass }

/**
 * Asks the owner of a private job to sign the next orders, or to sign the cancellation of tasks that no machine took. Shows nothing if there is nothing to
 * sign.
 */
export function SignPanel({ job: { jobId, tasks }, jobKey: key, pass: { toSubmit, toCancel } }: SignProps) {
  const t = useTranslations('jobs.private')
  const signer = useSigner()
  const queryClient = useQueryClient()
  const isApproving = useIsMutating({ mutationKey: ['job', jobId, 'approve'] }) > 0
  // The pass may be older than the job.
  const due = toSubmit.filter((task) => tasks[task]?.phase === 'submitting')
  const signing = useMutation({
    mutationFn: async () => {
      if (signer.state !== 'ready') return
      if (due.length > 0) await signSteps(signer.signer, { jobId, key })
      else await signCancels(signer.signer, toCancel)
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['job', jobId] }),
  })
  if (isApproving || due.length + toCancel.length === 0) return null
  const label = due.length > 0 ? t('sign') : t('signEnd')
  return (
    <>
      <Callout tone="warn">{due.length > 0 ? t('signText', { steps: due.join(', ') }) : t('signEndText')}</Callout>
      {signing.isError && <ProblemCallout error={signing.error} />}
      <SignerButton label={signing.isPending ? t('signing') : label} disabled={signing.isPending} onSign={() => signing.mutate()} />
    </>
  )
}
