'use client'
import { artefactLimits } from '@infinitio/domain'
import { putArtefact } from '@infinitio/sdk'
import { createJob } from '@infinitio/sdk/pool'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Braces, Database } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Callout } from '#web/components/ui/Callout.tsx'
import { Field } from '#web/components/ui/Field.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { RadioCard, RadioCards } from '#web/components/ui/RadioCard.tsx'
import { GovernSkeleton } from '#web/parts/govern/GovernSkeleton.tsx'
import { TextArea } from '#web/components/ui/TextArea.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import { makeExampleSales } from '#web/features/jobs/exampleSales.ts'
import { type DraftField, draftFaults, exampleDraft, type JobDraft, type JobKind, jobKinds, jobOf } from '#web/features/jobs/jobDraft.ts'
import { JobFileField } from '#web/features/jobs/JobFileField.tsx'
import { jobTermsQuery } from '#web/features/jobs/jobQueries.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { ProblemCallout } from '#web/parts/api/ProblemCallout.tsx'
import { SignInGate } from '#web/parts/session/SignInGate.tsx'

const icons = { sql: Database, wasm: Braces } as const satisfies Record<JobKind, unknown>
const exampleRows = 1_000_000

/** The form of a new job. Sending it stores the file and the job; its price comes on the page of the job, before anything is signed. */
export function NewJobView() {
  return (
    <SignInGate waiting={<GovernSkeleton />} purpose="see">
      <NewJobForm />
    </SignInGate>
  )
}

function NewJobForm() {
  const t = useTranslations('jobs.new')
  const router = useRouter()
  const terms = useQuery(jobTermsQuery(browserApi))
  const [draft, setDraft] = useState<JobDraft>(exampleDraft)
  const [file, setFile] = useState<File | 'example' | null>('example')
  const change = (part: Partial<JobDraft>) => setDraft((before) => ({ ...before, ...part }))
  const faults = draftFaults(draft)
  const isTooLarge = file instanceof File && (file.size === 0 || file.size > artefactLimits.bytes)
  const sending = useMutation({
    mutationFn: async () => {
      const bytes = file instanceof File ? new Uint8Array(await file.arrayBuffer()) : await makeExampleSales(exampleRows)
      const { sha256 } = await putArtefact(browserApi, { bytes, readers: 'anybody' })
      return await createJob(browserApi, jobOf(draft, sha256))
    },
    onSuccess: ({ jobId }) => router.push(`/jobs/${jobId}`),
  })
  const errorOf = (field: DraftField) => (faults.includes(field) ? t(`wrong.${field}`) : undefined)
  const noScheduler = terms.data !== undefined && terms.data.scheduler === null
  return (
    <form
      className="stack g4"
      onSubmit={(event) => {
        event.preventDefault()
        sending.mutate()
      }}
    >
      <KindPanel
        kind={draft.kind}
        onKind={(kind) => {
          change({ kind })
          setFile(kind === 'sql' ? 'example' : null)
        }}
      />
      <Panel title={t('input.title')} note={t('input.note')}>
        <div className="panel-body stack g4">
          <JobFileField kind={draft.kind} file={file} isTooLarge={isTooLarge} onFile={setFile} />
          <WorkFields draft={draft} errorOf={errorOf} onChange={change} />
        </div>
      </Panel>
      <Panel title={t('terms.title')} note={t('terms.note')}>
        <div className="panel-body stack g4">
          <Field label={t('name')} error={errorOf('name')}>
            {(names) => <TextInput {...names} value={draft.name} onChange={({ target }) => change({ name: target.value })} />}
          </Field>
          <Field label={t('mostCost')} hint={t('mostCostHint')} error={errorOf('mostCost')}>
            {(names) => (
              <TextInput {...names} inputMode="decimal" value={draft.mostCost} onChange={({ target }) => change({ mostCost: target.value })} />
            )}
          </Field>
          <p className="t13 dim">{t('public')}</p>
          {noScheduler && <Callout tone="warn">{t('noScheduler')}</Callout>}
          {sending.isError && <ProblemCallout error={sending.error} />}
          <Button
            tone="primary"
            size="lg"
            type="submit"
            disabled={sending.isPending || noScheduler || faults.length > 0 || isTooLarge || file === null}
          >
            {sending.isPending ? t('sending') : t('send')}
          </Button>
          <p className="t13 dim">{t('sendHint')}</p>
        </div>
      </Panel>
    </form>
  )
}

function KindPanel({ kind, onKind }: { readonly kind: JobKind; readonly onKind: (kind: JobKind) => void }) {
  const t = useTranslations('jobs.new.kind')
  const kinds = Object.keys(jobKinds) as JobKind[]
  return (
    <Panel title={t('title')} note={t('note')}>
      <div className="panel-body">
        <RadioCards label={t('title')} value={kind} onValue={(value) => onKind(value as JobKind)}>
          {kinds.map((one) => (
            <RadioCard key={one} value={one} chosen={kind === one} disabled={false} icon={icons[one]} title={t(one)} text={t(`${one}Text`)} />
          ))}
        </RadioCards>
      </div>
    </Panel>
  )
}

type WorkFieldsProps = {
  readonly draft: JobDraft
  readonly errorOf: (field: DraftField) => string | undefined
  readonly onChange: (part: Partial<JobDraft>) => void
}

/** The fields that say what the machines do: two queries, or how many numbers a module gets. */
function WorkFields({ draft, errorOf, onChange }: WorkFieldsProps) {
  const t = useTranslations('jobs.new')
  if (draft.kind === 'wasm')
    return (
      <Field label={t('items')} hint={t('itemsHint')} error={errorOf('items')}>
        {(names) => <TextInput {...names} inputMode="numeric" value={draft.items} onChange={({ target }) => onChange({ items: target.value })} />}
      </Field>
    )
  return (
    <>
      <Field label={t('map')} hint={t('mapHint')} error={errorOf('map')}>
        {(names) => <TextArea {...names} rows={3} value={draft.map} onChange={({ target }) => onChange({ map: target.value })} />}
      </Field>
      <Field label={t('combine')} hint={t('combineHint')} error={errorOf('combine')}>
        {(names) => <TextArea {...names} rows={3} value={draft.combine} onChange={({ target }) => onChange({ combine: target.value })} />}
      </Field>
    </>
  )
}
