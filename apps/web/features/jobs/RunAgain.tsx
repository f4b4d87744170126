'use client'
import type { JobWire } from '@infinitio/domain/wire'
import { noteJobEvent, stepsAgain } from '@infinitio/sdk/pool'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Dialog } from '#web/components/ui/Dialog.tsx'
import { mostPtText } from '#web/features/jobs/mostPtText.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { ProblemCallout } from '#web/parts/api/ProblemCallout.tsx'

/**
 * A button that runs one step of a job again, and all steps that need its result. First it asks for a confirmation and shows the most that this can cost. Shows
 * nothing while the step cannot run again.
 */
export function RunAgain({ job, step }: { readonly job: JobWire; readonly step: string }) {
  const t = useTranslations('jobs.again')
  const [isOpen, setIsOpen] = useState(false)
  const queryClient = useQueryClient()
  const noting = useMutation({
    mutationFn: () => noteJobEvent(browserApi, job.jobId, { after: job.lastEvent, event: { kind: 'retried', task: step } }),
    onSuccess: () => setIsOpen(false),
    onSettled: () => void queryClient.invalidateQueries({ queryKey: ['job', job.jobId] }),
  })
  const again = stepsAgain(job, step)
  if (again === null) return null
  const left = BigInt(job.spec.maxCost) - BigInt(job.spent)
  return (
    <>
      <Button size="sm" aria-label={t('buttonOf', { step })} onClick={() => setIsOpen(true)}>
        {t('button')}
      </Button>
      <Dialog
        open={isOpen}
        onOpenChange={setIsOpen}
        title={t('title', { step })}
        description={t('text', { steps: again.join(', '), left: mostPtText(left > 0n ? left : 0n) })}
        footer={
          <Button tone="primary" disabled={noting.isPending} onClick={() => noting.mutate()}>
            {t('send')}
          </Button>
        }
      >
        {noting.isError && <ProblemCallout error={noting.error} />}
      </Dialog>
    </>
  )
}
