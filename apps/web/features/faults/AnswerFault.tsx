'use client'
import { faultAnswerRefusal } from '@infinitio/domain'
import type { FaultWire } from '@infinitio/domain/wire'
import { answerFault } from '@infinitio/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Field } from '#web/components/ui/Field.tsx'
import { TextArea } from '#web/components/ui/TextArea.tsx'
import { WhyDisabled } from '#web/components/ui/WhyDisabled.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { ProblemCallout } from '#web/parts/api/ProblemCallout.tsx'

type AnswerFaultProps = { readonly fault: FaultWire; readonly side: FaultWire['answers'][number]['side'] }

/**
 * Lets one side of a lease, the renter or the provider, answer a fault once. Shows nothing if that side has already answered, or later than 72 h after the
 * fault was recorded.
 */
export function AnswerFault({ fault: { number, leaseId, recordedAt, answers }, side }: AnswerFaultProps) {
  const t = useTranslations('faults.answer')
  const why = useTranslations('reasons')
  const queryClient = useQueryClient()
  const [isOpen, setIsOpen] = useState(false)
  const [value, setValue] = useState('')
  const reasonId = useId()
  const text = value.replaceAll('\r\n', '\n').trim()
  const answered = answers.map((answer) => answer.side)
  const refusalOf = (of: string) => faultAnswerRefusal({ recordedAt, answered }, { side, text: of, now: Math.floor(Date.now() / 1_000) })
  const sending = useMutation({
    mutationFn: () => answerFault(browserApi, { number, text }),
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: ['lease', leaseId, 'faults'] }),
  })
  if (refusalOf('x') !== null) return null
  if (!isOpen)
    return (
      <div className="row">
        <Button size="sm" onClick={() => setIsOpen(true)}>
          {t('open')}
        </Button>
      </div>
    )
  const reason = text === '' ? why('text') : refusalOf(text) === null ? null : why('fields')
  return (
    <div className="stack g3">
      <Field label={t('label')} hint={t('hint')} error={text !== '' && refusalOf(text) === 'lease.review_text' ? t('hint') : undefined}>
        {(names) => <TextArea {...names} rows={3} spellCheck value={value} onChange={(event) => setValue(event.target.value)} />}
      </Field>
      {sending.isError && <ProblemCallout error={sending.error} />}
      <div className="row">
        <Button
          size="sm"
          tone="primary"
          disabled={sending.isPending || reason !== null}
          aria-describedby={reason === null ? undefined : reasonId}
          onClick={() => sending.mutate()}
        >
          {t('send')}
        </Button>
        <Button size="sm" tone="ghost" onClick={() => setIsOpen(false)}>
          {t('cancel')}
        </Button>
      </div>
      <WhyDisabled id={reasonId}>{reason}</WhyDisabled>
    </div>
  )
}
