import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Panel } from '#web/components/ui/Panel.tsx'
import type { Machine } from '#web/features/machine/machineQueries.ts'
import { dayMinuteText, secondText } from '#web/parts/format/clockText.ts'
import { spanText } from '#web/parts/format/spanText.ts'

/**
 * Shows the versions of a machine's agent and driver, and for how long the agent and the machine run. If the agent does not report a value, shows that instead.
 */
export function AgentPanel({ machine: { node, agent, report } }: { readonly machine: Machine }) {
  const t = useTranslations('machine.agent')
  const unknown = t(node.simulated ? 'notSimulated' : 'notReported')
  const since = (start: number, at: number) => t('since', { span: spanText(at - start), moment: dayMinuteText(start) })
  const rows: readonly (readonly [string, ReactNode])[] = [
    [t('version'), agent?.version],
    [t('agentUp'), agent === null ? null : since(agent.startedAt, agent.reportedAt)],
    [t('machineUp'), agent === null || agent.bootedAt === null ? null : since(agent.bootedAt, agent.reportedAt)],
    [t('reportedAt'), agent === null ? null : secondText(agent.reportedAt)],
    [t('driver'), report?.driver],
    [t('cuda'), report?.cuda],
    [t('gpuLink'), report?.gpuLink],
    [t('diskWrite'), report?.diskWriteMbPerSecond == null ? null : t('mbPerSecond', { rate: report.diskWriteMbPerSecond })],
  ]
  return (
    <Panel title={t('title')} note={t('note')}>
      <dl className="kv left panel-body t13">
        {rows.map(([name, value]) => (
          <div key={name} className="contents">
            <dt>{name}</dt>
            <dd>{value ?? <span className="dim">{unknown}</span>}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  )
}
