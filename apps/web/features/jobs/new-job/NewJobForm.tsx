'use client'
import { mostBytesOf, mostPrivateBytes, pieceLimits } from '@infinitio/domain'
import { parsePt } from '@infinitio/sdk'
import { createJob, getJob, newJobKey } from '@infinitio/sdk/pool'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { Blocks, Braces, Clapperboard, Database, FileCode, MessagesSquare, SlidersHorizontal } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type ReactNode, useId, useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { Callout } from '#web/components/ui/Callout.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { RadioCard, RadioCards } from '#web/components/ui/RadioCard.tsx'
import { WhyDisabled } from '#web/components/ui/WhyDisabled.tsx'
import { askOfDraft, askOfYaml } from '#web/features/jobs/new-job/estimateQuery.ts'
import { EstimatePanel } from '#web/features/jobs/new-job/EstimatePanel.tsx'
import { exampleFile, exampleOfPath, hasExample } from '#web/features/jobs/new-job/exampleFile.ts'
import {
  type DraftField,
  draftFaults,
  exampleDraft,
  type JobDraft,
  type JobKind,
  jobKinds,
  jobOf,
  plainCombine,
  queryFaultOf,
} from '#web/features/jobs/new-job/jobDraft.ts'
import { MachineFields } from '#web/features/jobs/new-job/MachineFields.tsx'
import { JobFileField } from '#web/features/jobs/new-job/JobFileField.tsx'
import { jobTermsQuery } from '#web/features/jobs/jobQueries.ts'
import { hideJob, privateStore } from '#web/features/jobs/private/hideJob.ts'
import { storeJobKey } from '#web/features/jobs/private/jobKeys.ts'
import { PrivacyPanel } from '#web/features/jobs/private/PrivacyPanel.tsx'
import { type Store, useUpload } from '#web/features/jobs/new-job/useUpload.tsx'
import { PriorityPanel, TermsPanel } from '#web/features/jobs/new-job/TermsPanel.tsx'
import { WorkFields } from '#web/features/jobs/new-job/WorkFields.tsx'
import { copiedYaml, exampleYaml, readYaml } from '#web/features/jobs/new-job/yamlJob.ts'
import { YamlPanel } from '#web/features/jobs/new-job/YamlPanel.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { ErrorState } from '#web/parts/api/ErrorState.tsx'
import { ProblemCallout } from '#web/parts/api/ProblemCallout.tsx'
import { GovernSkeleton } from '#web/parts/govern/GovernSkeleton.tsx'

type Kind = JobKind | 'yaml'
const icons = {
  sql: Database,
  wasm: Braces,
  search: SlidersHorizontal,
  inference: MessagesSquare,
  custom: Blocks,
  render: Clapperboard,
  yaml: FileCode,
} as const satisfies Record<Kind, unknown>
const kinds: readonly Kind[] = [...(Object.keys(jobKinds) as JobKind[]), 'yaml']

/** The form for a new job. If `copyOf` is the id of a job, the form starts with a copy of that job. Submitting the form stores the files and the job. */
export function NewJobForm({ copyOf }: { readonly copyOf: string | null }) {
  const [kind, setKind] = useState<Kind>(copyOf === null ? 'sql' : 'yaml')
  return (
    <div className="stack g4">
      <KindPanel kind={kind} onKind={setKind} />
      {kind === 'yaml' ? <YamlStart copyOf={copyOf} /> : <KindForm key={kind} kind={kind} />}
    </div>
  )
}

function KindPanel({ kind, onKind }: { readonly kind: Kind; readonly onKind: (kind: Kind) => void }) {
  const t = useTranslations('jobs.new.kind')
  return (
    <Panel title={t('title')} note={t('note')}>
      <div className="panel-body">
        <RadioCards label={t('title')} value={kind} onValue={(value) => onKind(value as Kind)} className="sm:grid-cols-3">
          {kinds.map((one) => (
            <RadioCard key={one} value={one} chosen={kind === one} disabled={false} icon={icons[one]} title={t(one)} text={t(`${one}Text`)} />
          ))}
        </RadioCards>
      </div>
    </Panel>
  )
}

/** The form for one kind of job. It starts with an example if there is one, so the user needs no file to try it. */
function KindForm({ kind }: { readonly kind: JobKind }) {
  const t = useTranslations('jobs.new')
  const [draft, setDraft] = useState<JobDraft>({ ...exampleDraft, kind, name: t(`example.${kind}`) })
  const [file, setFile] = useState<File | 'example' | null>(hasExample(kind) ? 'example' : null)
  const [isPrivate, setIsPrivate] = useState(false)
  const change = (part: Partial<JobDraft>) => setDraft((before) => ({ ...before, ...part }))
  // A page has no DuckDB, which a combine query needs. So the result of a private SQL job is only the rows of all its parts together.
  const sent = isPrivate && kind === 'sql' ? { ...draft, combine: plainCombine } : draft
  const faults = draftFaults(sent)
  const isTooLarge = file instanceof File && !isStorable(file, { isPrivate, mostBytes: jobKinds[kind].mostBytes })
  const errorOf = (field: DraftField) => {
    const query = field === 'map' || field === 'combine' ? queryFaultOf(sent, field) : null
    if (query !== null && query.kind !== 'empty')
      return t(`sqlFault.${query.kind}`, { name: query.name, line: query.line, near: query.near ?? 'none' })
    return faults.includes(field) ? t(`wrong.${field}`) : undefined
  }
  const chosen = file !== 'example' ? file : hasExample(kind) ? kind : null
  const make = async (store: Store) => {
    if (chosen === null) throw new Error('no file is chosen')
    return jobOf(sent, await store(chosen instanceof File ? chosen : await exampleFile(chosen)))
  }
  const ask = faults.length > 0 || isTooLarge || chosen === null ? null : askOfDraft(sent, chosen)
  return (
    <Sending make={make} isPrivate={isPrivate} canSend={faults.length === 0 && !isTooLarge && chosen !== null}>
      {(end) => (
        <BesideEstimate
          estimate={
            <>
              <EstimatePanel ask={ask} most={parsePt(draft.mostCost)} />
              <Panel>
                <div className="panel-body stack g4">{end}</div>
              </Panel>
            </>
          }
        >
          <Panel title={t('input.title')} note={t('input.note')}>
            <div className="panel-body stack g4">
              <JobFileField kind={kind} file={file} isPrivate={isPrivate} isTooLarge={isTooLarge} onFile={setFile} />
              <WorkFields draft={draft} isPrivate={isPrivate} errorOf={errorOf} onChange={change} />
            </div>
          </Panel>
          <PrivacyPanel kind={kind} isPrivate={isPrivate} onPrivate={setIsPrivate} />
          <Panel title={t('machines.title')} note={t('machines.note')}>
            <div className="panel-body grid grid-cols-1 gap-4 sm:grid-cols-3">
              <MachineFields draft={draft} onChange={change} />
            </div>
          </Panel>
          <PriorityPanel draft={draft} onChange={change} />
          <ChecksPanel />
          <TermsPanel draft={draft} errorOf={errorOf} onChange={change} />
        </BesideEstimate>
      )}
    </Sending>
  )
}

/** The form for a job in YAML. It starts with an example, or with the text of the copied job once that has loaded. */
function YamlStart({ copyOf }: { readonly copyOf: string | null }) {
  const t = useTranslations('jobs')
  const copied = useQuery({
    queryKey: ['jobs', 'copy', copyOf],
    queryFn: async () => (copyOf === null ? exampleYaml('search') : await copiedYaml(await getJob(browserApi, copyOf))),
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (copied.isError) return <ErrorState title={t('oneFailed')} error={copied.error} onRetry={() => void copied.refetch()} />
  return copied.data === undefined ? <GovernSkeleton /> : <YamlForm first={copied.data} />
}

/** The form for a job in YAML. Its text has everything except the content of the files, which the user chooses. */
function YamlForm({ first }: { readonly first: string }) {
  const [text, setText] = useState(first)
  const [files, setFiles] = useState<ReadonlyMap<string, File>>(new Map())
  const { data: read } = useQuery({ queryKey: ['jobs', 'yaml', text], queryFn: () => readYaml(text), placeholderData: keepPreviousData, gcTime: 0 })
  const setFile = (path: string, file: File | null) =>
    setFiles((before) => new Map([...before].filter(([other]) => other !== path).concat(file === null ? [] : [[path, file]])))
  const job = read?.job ?? null
  const paths = read?.job === undefined || read.job === null ? [] : read.paths
  const isPrivate = job?.isPrivate === true
  const hasFiles = paths.every((path) => (files.has(path) ? isStorable(files.get(path), { isPrivate }) : exampleOfPath(path) !== null))
  const make = async (store: Store) => {
    // Parses the text again, because `read` may still belong to an earlier text.
    const { job: now, fault, ...rest } = await readYaml(text)
    if (now === null) throw new Error(fault)
    const hashes = new Map<string, string>()
    for (const path of 'paths' in rest ? rest.paths : [])
      hashes.set(path, await store(files.get(path) ?? (await exampleFile(exampleOfPath(path) ?? 'sql'))))
    const { jobOfFile } = await import('@infinitio/sdk/job-file')
    return jobOfFile(now, hashes)
  }
  return (
    <Sending make={make} isPrivate={isPrivate} canSend={job !== null && hasFiles}>
      {(end) => (
        <BesideEstimate
          estimate={
            <>
              <EstimatePanel ask={job === null || !hasFiles ? null : askOfYaml(job, files)} most={job === null ? null : job.maxCost} />
              <Panel>
                <div className="panel-body stack g4">{end}</div>
              </Panel>
            </>
          }
        >
          <YamlPanel text={text} read={read} files={files} onText={setText} onFile={setFile} />
          <ChecksPanel />
        </BesideEstimate>
      )}
    </Sending>
  )
}

/** Shows the fields of a form, and beside them on wide screens what the job costs, with the button that sends the form. There it stays in view. */
function BesideEstimate({ estimate, children }: { readonly estimate: ReactNode; readonly children: ReactNode }) {
  return (
    <div className="grid grid-cols-1 items-start gap-5 min-[1100px]:grid-cols-[minmax(0,1fr)_376px]">
      <div className="stack g4">{children}</div>
      <div className="stack g4 min-[1100px]:sticky min-[1100px]:top-[72px]">{estimate}</div>
    </div>
  )
}

function ChecksPanel() {
  const t = useTranslations('jobs.new.checks')
  return (
    <Panel title={t('title')} note={t('note')}>
      <p className="panel-body">{t('text')}</p>
    </Panel>
  )
}

type SendingProps = {
  readonly make: (store: Store) => Promise<Parameters<typeof createJob>[1]>
  readonly canSend: boolean
  readonly isPrivate: boolean
  readonly children: (end: ReactNode) => ReactNode
}

/** A form that stores a job and then opens the job's page. `children` receives the submit button with its notes and decides where to show them. */
function Sending({ make, canSend, isPrivate, children }: SendingProps) {
  const t = useTranslations('jobs.new')
  const why = useTranslations('reasons')
  const router = useRouter()
  const terms = useQuery(jobTermsQuery(browserApi))
  const upload = useUpload()
  const sending = useMutation({
    mutationFn: async () => {
      if (!isPrivate) return await createJob(browserApi, await make(upload.store))
      const key = newJobKey()
      const job = await make(privateStore(upload.store, key))
      const created = await createJob(browserApi, await hideJob(job, { key, store: upload.store }))
      storeJobKey(created.jobId, key)
      return created
    },
    onSettled: upload.end,
    onSuccess: ({ jobId }) => router.push(`/jobs/${jobId}`),
  })
  // A private job runs in the user's browser, so it needs no scheduler of the market.
  const noScheduler = !isPrivate && terms.data !== undefined && terms.data.scheduler === null
  const [schedulerId, reasonId] = [useId(), useId()]
  const reason = canSend ? null : why('fields')
  const end = (
    <>
      <p className="t13 dim">{t(isPrivate ? 'hidden' : 'public')}</p>
      {noScheduler && (
        <Callout tone="warn" id={schedulerId}>
          {t('noScheduler')}
        </Callout>
      )}
      {sending.isError && !wasStopped(sending.error) && <ProblemCallout error={sending.error} />}
      {sending.isError && wasStopped(sending.error) && <Callout tone="plain">{t('upload.stopped')}</Callout>}
      {upload.line}
      <Button
        tone="primary"
        size="lg"
        type="submit"
        disabled={sending.isPending || noScheduler || reason !== null}
        aria-describedby={noScheduler ? schedulerId : reason === null ? undefined : reasonId}
      >
        {sending.isPending ? t('sending') : t('send')}
      </Button>
      <WhyDisabled id={reasonId}>{reason}</WhyDisabled>
      <p className="t13 dim">{t('sendHint')}</p>
    </>
  )
  return (
    <form
      className="stack g4"
      onSubmit={(event) => {
        event.preventDefault()
        sending.mutate()
      }}
    >
      {children(end)}
    </form>
  )
}

/** Returns true if the user stopped the upload. */
function wasStopped(error: Error): boolean {
  return error.name === 'AbortError'
}

/** `mostBytes` is the largest file of a kind of job; without it, the largest file of all jobs. */
type Storable = { readonly isPrivate: boolean; readonly mostBytes?: number }

function isStorable(file: File | undefined, { isPrivate, mostBytes = mostBytesOf(pieceLimits) }: Storable): boolean {
  return file !== undefined && file.size > 0 && file.size <= (isPrivate ? mostPrivateBytes : mostBytes)
}
