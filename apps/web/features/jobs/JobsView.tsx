'use client'
import type { JobSummaryWire } from '@infinitio/domain/wire'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Layers } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Badge } from '#web/components/ui/Badge.tsx'
import { CodeLine } from '#web/components/ui/CodeLine.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { GovernSkeleton } from '#web/parts/govern/GovernSkeleton.tsx'
import { jobPhaseOf, jobPhaseTones } from '#web/features/jobs/jobPhase.ts'
import { jobsQuery } from '#web/features/jobs/jobQueries.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { momentText } from '#web/parts/format/clockText.ts'
import { ListPanel } from '#web/parts/govern/ListPanel.tsx'
import { PagesView } from '#web/parts/govern/PagesView.tsx'
import { mostPtText } from '#web/features/jobs/mostPtText.ts'
import { StoredFiles } from '#web/features/jobs/StoredFiles.tsx'
import { SignInGate } from '#web/parts/session/SignInGate.tsx'

/** The commands are the same in every language, so they are not in the messages. */
const commands = { init: 'infinitio jobs init', submit: 'infinitio jobs submit job.yaml' } as const

/** Shows the jobs of the signed-in account, newest first, its stored files, and the commands that run a job from a terminal. */
export function JobsView() {
  const t = useTranslations('jobs')
  return (
    <div className="stack g4">
      <SignInGate waiting={<GovernSkeleton />} purpose="job">
        <div className="stack g4">
          <OwnJobs />
          <StoredFiles />
        </div>
      </SignInGate>
      <Panel title={t('start.title')}>
        <div className="panel-body stack g3">
          <p>{t('start.text')}</p>
          <CodeLine text={commands.init} label={t('start.copyInit')} doneLabel={t('start.copied')} />
          <CodeLine text={commands.submit} label={t('start.copySubmit')} doneLabel={t('start.copied')} />
        </div>
      </Panel>
    </div>
  )
}

function OwnJobs() {
  const t = useTranslations('jobs')
  const list = useInfiniteQuery(jobsQuery(browserApi))
  return (
    <PagesView list={list} failed={t('failed')} more={t('more')}>
      {({ items, more }) => (
        <ListPanel
          title={t('yours')}
          empty={{ icon: Layers, title: t('empty'), text: t('emptyText') }}
          more={more}
          columns={[
            { name: t('job') },
            { name: t('progress') },
            { name: t('atMost'), className: 'n hide-s' },
            { name: t('made'), className: 'hide-s' },
          ]}
          rows={items.map((job) => <JobRow key={job.jobId} job={job} />)}
        />
      )}
    </PagesView>
  )
}

function JobRow({ job }: { readonly job: JobSummaryWire }) {
  const t = useTranslations('jobs')
  const phase = jobPhaseOf(job)
  const tasks = Object.values(job.counts).reduce((sum, count) => sum + count, 0)
  return (
    <tr>
      <td>
        <Link className="link" href={`/jobs/${job.jobId}`}>
          {job.name}
        </Link>
      </td>
      <td>
        <Badge tone={jobPhaseTones[phase]}>{t(`phase.${phase}`)}</Badge>
        <div className="t12 dim">{t('stepsDone', { done: job.counts.done, steps: tasks })}</div>
      </td>
      <td className="n hide-s">{mostPtText(job.spent)}</td>
      <td className="hide-s">{momentText(job.createdAt)}</td>
    </tr>
  )
}
