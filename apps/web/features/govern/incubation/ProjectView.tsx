'use client'
import type { ProjectWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { Badge } from '#web/components/ui/Badge.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { Stat } from '#web/components/ui/Stat.tsx'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { momentText } from '#web/parts/format/clockText.ts'
import { dateYearText } from '#web/parts/format/dateYearText.ts'
import { gText, shareText } from '#web/parts/govern/tokenText.ts'
import { ProjectState } from '#web/features/govern/incubation/ProjectState.tsx'
import { projectQuery } from '#web/features/govern/incubation/projectQueries.ts'
import { BelowTitle } from '#web/features/govern/work/BelowTitle.tsx'
import { StepsPanel } from '#web/features/govern/work/StepsPanel.tsx'
import { WorkView } from '#web/features/govern/work/WorkView.tsx'
import { AccountText } from '#web/parts/identity/AccountText.tsx'

const ProjectActs = dynamic(() => import('#web/features/govern/incubation/ProjectActs.tsx').then((module) => module.ProjectActs), {
  ssr: false,
  loading: () => <Skeleton width="100%" height={200} />,
})

/** Shows one project: its purpose, its milestones with their votes, its sponsors, its history, and the actions that the wallet can take. */
export function ProjectView({ id }: { readonly id: string }) {
  const t = useTranslations('govern.projects')
  const query = useQuery(projectQuery(browserApi, id))
  return (
    <WorkView
      query={query}
      failed={t('failed')}
      acts={(project) => <ProjectActs project={project} />}
      rest={(project) => <Steps project={project} />}
    >
      {(project) => (
        <>
          <Standing project={project} />
          <Milestones project={project} />
          <Sponsors project={project} />
        </>
      )}
    </WorkView>
  )
}

type ProjectProps = { readonly project: ProjectWire }

function Standing({ project }: ProjectProps) {
  const t = useTranslations('govern.projects')
  const { id, title, goal, locked, held, released, fundingUntil, payee, proposer, state } = project
  return (
    <Panel title={title === '' ? t('one', { id }) : title} end={<ProjectState project={project} />}>
      <div className="stats gstats three">
        <Stat name={t('goal')} value={gText(goal)} below={state === 'funding' ? t('fundedBy', { moment: momentText(fundingUntil) }) : t('funded')} />
        <Stat name={t('locked')} value={gText(locked)} below={t('heldOf', { held: gText(held) })} />
        <Stat name={t('released')} value={gText(released)} below={<AccountText account={payee} />} />
      </div>
      <BelowTitle text={project.text} title={project.title} />
      <div className="panel-foot row wrap g2">
        {t('proposedBy')} <AccountText account={proposer} />
      </div>
    </Panel>
  )
}

function Milestones({ project }: ProjectProps) {
  const t = useTranslations('govern.projects')
  const { plan, milestone, yes, no, locked, releasableAt, state } = project
  return (
    <Panel title={t('milestones')}>
      <table className="table">
        <TableHead
          columns={[{ name: t('number') }, { name: t('amount'), className: 'n' }, { name: t('dueBy'), className: 'n' }, { name: t('stands') }]}
        />
        <tbody>
          {plan.map(({ amount, dueAt }, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: milestones have no key but their position, and are never reordered.
            <tr key={place}>
              <td className="mono">{place + 1}</td>
              <td className="n">{gText(amount)}</td>
              <td className="n">{dateYearText(dueAt)}</td>
              <td>
                {place < milestone ? (
                  <Badge tone="final">{t('reached')}</Badge>
                ) : place === milestone && state === 'approved' ? (
                  <Badge tone="pending">{t('state.approved')}</Badge>
                ) : place === milestone && state === 'voting' ? (
                  <Badge tone="pending">{t('state.voting')}</Badge>
                ) : (
                  <span className="dim">–</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {(state === 'voting' || state === 'approved') && (
        <p className="panel-foot">
          {t('votes', { yes: shareText(yes, locked), no: shareText(no, locked) })}{' '}
          {releasableAt === null ? t('needed') : t('releasable', { moment: momentText(releasableAt) })}
        </p>
      )}
    </Panel>
  )
}

function Sponsors({ project: { sponsors, locked, milestone } }: ProjectProps) {
  const t = useTranslations('govern.projects')
  return (
    <Panel title={t('sponsors')}>
      {sponsors.length === 0 ? (
        <p className="panel-body t13 dim">{t('nobody')}</p>
      ) : (
        <table className="table tight">
          <TableHead columns={[{ name: t('account') }, { name: t('locked'), className: 'n' }, { name: t('vote') }]} />
          <tbody>
            {sponsors.map((one) => (
              <tr key={one.account}>
                <td>
                  <AccountText account={one.account} />
                </td>
                <td className="n">
                  {gText(one.locked)}
                  <div className="t12 dim">{shareText(one.locked, locked)}</div>
                </td>
                <td>{one.votedOn === milestone ? t(one.agrees ? 'yes' : 'no') : '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  )
}

function Steps({ project: { steps } }: ProjectProps) {
  const t = useTranslations('govern.projects')
  return (
    <StepsPanel title={t('steps')} steps={steps} transaction={t('transaction')}>
      {({ kind, milestone }) => (
        <>
          <b>{t(`step.${kind}`)}</b>
          {milestone !== null && <span>{t('milestoneNumber', { number: milestone + 1 })}</span>}
        </>
      )}
    </StepsPanel>
  )
}
