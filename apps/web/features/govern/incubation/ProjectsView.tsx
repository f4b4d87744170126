'use client'
import type { ProjectItemWire } from '@infinitio/domain/wire'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Sprout } from 'lucide-react'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { spanText } from '#web/parts/format/spanText.ts'
import { BoardView } from '#web/parts/govern/BoardView.tsx'
import { FormDialog } from '#web/parts/govern/FormDialog.tsx'
import { gText, shareText } from '#web/parts/govern/tokenText.ts'
import { ListPanel } from '#web/parts/govern/ListPanel.tsx'
import { RuleList } from '#web/parts/govern/RuleList.tsx'
import { ProjectState } from '#web/features/govern/incubation/ProjectState.tsx'
import { projectsQuery } from '#web/features/govern/incubation/projectQueries.ts'

const ProposeProject = dynamic(() => import('#web/features/govern/incubation/ProposeProject.tsx').then((module) => module.ProposeProject), {
  ssr: false,
  loading: () => <Skeleton width="100%" height={320} />,
})

/** Shows the projects for which sponsors lock G, newest first, with the form that proposes another. */
export function ProjectsView() {
  const t = useTranslations('govern.projects')
  const list = useInfiniteQuery(projectsQuery(browserApi))
  return (
    <BoardView
      list={list}
      failed={t('failed')}
      more={t('more')}
      main={({ first, items, more, contracts }) => (
        <ListPanel
          title={t('title')}
          end={
            <FormDialog title={t('propose.title')} waiting={<Skeleton width="100%" height={320} />}>
              {(onDone) => <ProposeProject contracts={contracts} now={first.blockTimestamp} onDone={onDone} />}
            </FormDialog>
          }
          empty={{ icon: Sprout, title: t('empty'), text: t('emptyText') }}
          more={more}
          columns={[
            { name: t('number'), className: 'hide-s' },
            { name: t('what') },
            { name: t('goal'), className: 'n' },
            { name: t('locked'), className: 'n hide-s' },
            { name: t('released'), className: 'n hide-s' },
          ]}
          rows={items.map((project) => <ProjectRow key={project.id} project={project} now={first.blockTimestamp} />)}
        />
      )}
      aside={() => <RuleList title={t('rules.title')} rules={[t('rules.fund'), t('rules.vote'), t('rules.leave')]} />}
    />
  )
}

function ProjectRow({ project, now }: { readonly project: ProjectItemWire; readonly now: number }) {
  const t = useTranslations('govern.projects')
  const { id, title, goal, locked, released, state, fundingUntil, milestone, milestones } = project
  return (
    <tr>
      <td className="hide-s mono">{id}</td>
      <td>
        <Link className="link" href={`/govern/incubation/${id}`}>
          {title === '' ? t('one', { id }) : title}
        </Link>
        <div className="row wrap g2 gunder">
          <ProjectState project={project} />
          <span className="t12 dim">
            {state === 'funding' ? t('left', { span: spanText(Math.max(0, fundingUntil - now)) }) : t('at', { milestone, milestones })}
          </span>
        </div>
      </td>
      <td className="n">{gText(goal)}</td>
      <td className="n hide-s">
        {gText(locked)}
        <div className="t12 dim">{shareText(locked, goal)}</div>
      </td>
      <td className="n hide-s">{gText(released)}</td>
    </tr>
  )
}
