'use client'
import { problemKinds, reportLimits } from '@infinitio/domain'
import type { LeaseWire, ProblemReportWire } from '@infinitio/domain/wire'
import { reportProblem, uploadArtefact } from '@infinitio/sdk'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Dialog } from '#web/components/ui/Dialog.tsx'
import { Field } from '#web/components/ui/Field.tsx'
import { SelectInput } from '#web/components/ui/SelectInput.tsx'
import { TextArea } from '#web/components/ui/TextArea.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { ProblemCallout } from '#web/parts/api/ProblemCallout.tsx'
import { leaseTitle } from '#web/parts/lease/leaseTitle.ts'
import { AttachField, refuseFiles } from '#web/features/reports/AttachField.tsx'
import { notify } from '#web/parts/toasts/notify.ts'

/** Reports a problem to the provider. It does not end the lease; ending has a separate dialog. */
export function ReportDialog({ lease, onClose }: { readonly lease: LeaseWire; readonly onClose: () => void }) {
  const t = useTranslations('lease.reports')
  const queryClient = useQueryClient()
  const [problem, setProblem] = useState<Kind | null>(null)
  const [text, setText] = useState('')
  const [log, setLog] = useState('')
  const [files, setFiles] = useState<readonly File[]>([])
  const sending = useMutation({
    mutationFn: async () => {
      if (problem === null) throw new Error('no kind of problem is chosen')
      const artefacts: string[] = []
      for (const file of files) {
        const bytes = new Uint8Array(await file.arrayBuffer())
        artefacts.push((await uploadArtefact(browserApi, { bytes, readers: 'owner' })).sha256)
      }
      const end = log.trim() === '' ? null : log.slice(-reportLimits.log)
      return reportProblem(browserApi, { leaseId: lease.leaseId, problem, text, log: end, artefacts })
    },
    onSuccess: ({ number }) => {
      void queryClient.invalidateQueries({ queryKey: ['lease', lease.leaseId, 'reports'] })
      void notify({ tone: 'success', text: t('sent', { number }) })
      onClose()
    },
  })
  const reasonId = useId()
  const tooMany = text.length - reportLimits.text
  const needs = missingIn({ problem, text, files })
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t('dialogTitle', { name: leaseTitle(lease) })} description={t('dialogText')}>
      <div className="stack g4">
        <KindField kind={problem} onChange={setProblem} />
        <Field
          label={t('text')}
          hint={t('textHint', { most: reportLimits.text })}
          error={tooMany > 0 ? t('textTooLong', { most: reportLimits.text, tooMany }) : undefined}
        >
          {(names) => <TextArea {...names} rows={4} spellCheck value={text} onChange={(event) => setText(event.target.value)} />}
        </Field>
        <Field label={t('log')} hint={t('logHint')}>
          {(names) => <TextArea {...names} rows={3} value={log} onChange={(event) => setLog(event.target.value)} />}
        </Field>
        <AttachField files={files} onChange={setFiles} />
        {sending.isError && <ProblemCallout error={sending.error} />}
        {needs !== null && (
          <p className="t12 dim" id={reasonId}>
            {t(`needs.${needs}`)}
          </p>
        )}
        <div className="dlgbtns">
          <Button tone="ghost" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button
            tone="primary"
            disabled={sending.isPending || needs !== null}
            aria-describedby={needs === null ? undefined : reasonId}
            onClick={() => sending.mutate()}
          >
            {t(sending.isPending ? 'sending' : 'send')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}

type Kind = ProblemReportWire['problem']
type Draft = { readonly problem: Kind | null; readonly text: string; readonly files: Parameters<typeof refuseFiles>[0] }

/** Returns the first part of a report that the user must still add or correct; null if the report can be sent. Pure. */
export function missingIn({ problem, text, files }: Draft): 'kind' | 'text' | 'shorter' | 'files' | null {
  if (problem === null) return 'kind'
  if (text.trim() === '') return 'text'
  if (text.length > reportLimits.text) return 'shorter'
  return refuseFiles(files) === null ? null : 'files'
}

/** Asks for the kind of problem. None is chosen at first, so that nobody reports a GPU by mistake. */
function KindField({ kind, onChange }: { readonly kind: Kind | null; readonly onChange: (kind: Kind | null) => void }) {
  const t = useTranslations('lease.reports')
  return (
    <Field label={t('problem')}>
      {(names) => (
        <SelectInput {...names} value={kind ?? ''} onChange={(event) => onChange(problemKinds.find((known) => known === event.target.value) ?? null)}>
          <option value="" disabled>
            {t('chooseKind')}
          </option>
          {problemKinds.map((known) => (
            <option key={known} value={known}>
              {t(`kind.${known}`)}
            </option>
          ))}
        </SelectInput>
      )}
    </Field>
  )
}
