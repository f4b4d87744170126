import type { JobTaskStateWire, JobWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { Panel } from '#web/components/ui/Panel.tsx'
import { type GraphNode, stepGraph } from '#web/features/jobs/stepGraph.ts'

const box = { width: 168, height: 56, across: 212, down: 72, mostLetters: 18 } as const
/** The most steps that a readable graph can show. For a larger job, only the table below shows the steps. */
const mostSteps = 40
const inWork: ReadonlySet<JobTaskStateWire['phase']> = new Set([
  'planning',
  'ready',
  'submitting',
  'running',
  'merging',
  'booking',
  'leased',
  'ending',
])

/**
 * Draws the steps of a job as a graph: an arrow leads from each step to those that need its result. Shows nothing for a job of one step or of more than
 * `mostSteps` steps. The table of steps shows the same data as text.
 */
export function StepGraphPanel({ job: { spec, tasks } }: { readonly job: JobWire }) {
  const t = useTranslations('jobs')
  const names = Object.keys(spec.tasks)
  if (names.length < 2 || names.length > mostSteps) return null
  const { nodes, edges, columns, rows } = stepGraph(spec)
  const width = columns * box.across - (box.across - box.width)
  return (
    <Panel title={t('graph.title')} note={t('graph.note')}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and it has nothing that a keyboard could reach. */}
      <section className="panel-body scroll" aria-label={t('graph.title')} tabIndex={0}>
        <svg
          className="chart dag"
          style={{ width, maxWidth: 'none' }}
          viewBox={`0 0 ${width} ${rows * box.down}`}
          role="img"
          aria-label={t('graph.label', { steps: names.join(', ') })}
        >
          {edges.map(([from, to]) => (
            <path key={`${from.name} ${to.name}`} d={edgeOf(from, to)} className={tasks[from.name]?.phase === 'done' ? 'on' : undefined} />
          ))}
          {nodes.map((node) => (
            <g key={node.name} transform={`translate(${node.column * box.across} ${node.row * box.down})`} className={toneOf(tasks[node.name])}>
              <rect width={box.width} height={box.height} rx={8} />
              <text x={14} y={24} className="name">
                {shortName(node.name)}
              </text>
              <text x={14} y={42}>
                {t(`step_${tasks[node.name]?.phase ?? 'waiting'}`)}
              </text>
            </g>
          ))}
        </svg>
      </section>
    </Panel>
  )
}

function edgeOf(from: GraphNode, to: GraphNode): string {
  const [x, y] = [from.column * box.across + box.width, from.row * box.down + box.height / 2]
  const [endX, endY] = [to.column * box.across, to.row * box.down + box.height / 2]
  const middle = endX - (box.across - box.width) / 2
  return `M${x} ${y}H${middle}V${endY}H${endX}`
}

function toneOf(task: JobTaskStateWire | undefined): string {
  if (task === undefined) return 'waits'
  if (task.phase === 'done') return 'done'
  if (task.phase === 'failed' || task.phase === 'skipped') return 'bad'
  return inWork.has(task.phase) ? 'work' : 'waits'
}

function shortName(name: string): string {
  return name.length > box.mostLetters ? `${name.slice(0, box.mostLetters - 1)}…` : name
}
