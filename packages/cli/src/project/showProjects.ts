import { formatPt } from '@infinitio/sdk'
import { type CommonOptions, openClient } from '../context/settings.ts'
import { plain, table } from '../terminal/texts.ts'
import { printResult } from '../terminal/print.ts'

/** Options of `infinitio project list`. */
export type ProjectListOptions = CommonOptions & { readonly limit: string; readonly cursor?: string }

const gText = (units: string) => `${formatPt(BigInt(units), { digits: 2 })} G`
const timeText = (unixSeconds: number) => new Date(unixSeconds * 1_000).toISOString()

/** Prints projects, newest first. */
export async function listProjects({ limit, cursor, ...options }: ProjectListOptions): Promise<void> {
  const page = await openClient(options).listProjects({ limit: Number(limit), ...(cursor === undefined ? {} : { cursor }) })
  const rows = page.items.map(({ id, state, end, isDue, goal, locked, released, milestone, milestones, title }) => [
    ...[`${id}`, state === 'ended' ? end : isDue ? `${state}, due` : state, gText(goal), gText(locked), gText(released)],
    ...[`${milestone} of ${milestones}`, plain(title)],
  ])
  const heading = ['no', 'state', 'goal', 'locked', 'released', 'milestones', 'title']
  printResult({ json: options.json, value: page, text: rows.length === 0 ? 'No projects.' : table([heading, ...rows], { right: [0, 2, 3, 4] }) })
}

/** Prints one project. Throws `api.not_found`. */
export async function showProject(id: string, options: CommonOptions): Promise<void> {
  const project = await openClient(options).getProject(id)
  const rows: [string, string][] = [
    ['Project', plain(project.title)],
    ['State', project.state === 'ended' ? `ended: ${project.end}` : project.state],
    ['Goal', `${gText(project.goal)}, ${gText(project.locked)} locked, funded by ${timeText(project.fundingUntil)}`],
    ['Held', `${gText(project.held)}, ${gText(project.released)} released to ${project.payee}`],
    ...project.plan.map(({ amount, dueAt }, at): [string, string] => [
      `Milestone ${at + 1}`,
      `${gText(amount)} by ${timeText(dueAt)}${at < project.milestone ? ', released' : ''}`,
    ]),
    ['Votes', `${gText(project.yes)} yes, ${gText(project.no)} no`],
    ...(project.releasableAt === null ? [] : [['Releasable', timeText(project.releasableAt)] as [string, string]]),
    ...project.sponsors.map(({ account, locked }): [string, string] => ['Sponsor', `${account} ${gText(locked)}`]),
    ...project.steps.map(({ kind, account, milestone, amount, text }): [string, string] => {
      const parts = [account ?? '', milestone === null ? '' : `milestone ${milestone + 1}`, amount === null ? '' : gText(amount), text]
      return [kind, plain(parts.filter((part) => part !== '').join(' '))]
    }),
  ]
  printResult({ json: options.json, value: project, text: `${table(rows, { right: [] })}\n\n${project.text.split('\n').map(plain).join('\n')}` })
}
