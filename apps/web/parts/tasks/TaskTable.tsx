import type { BatchDetailWire, PoolTaskWire } from '@infinitio/domain/wire'
import { Layers } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Badge, type BadgeTone } from '#web/components/ui/Badge.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { StateBox } from '#web/components/ui/StateBox.tsx'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { momentText } from '#web/parts/format/clockText.ts'
import { AccountText } from '#web/parts/identity/AccountText.tsx'

const tones = {
  open: 'plain',
  assigned: 'pending',
  committed: 'pending',
  auditing: 'pending',
  answered: 'pending',
  revealed: 'pending',
  unaudited: 'warn',
  disputed: 'warn',
  judged: 'warn',
  accepted: 'final',
  decided: 'bad',
  refunded: 'bad',
} as const satisfies Record<PoolTaskWire['state'], BadgeTone>

/** Lists the tasks of a batch with the worker and the checks of each. `note` is shown beside the title, for example the name of the batch. */
export function TaskTable({ batch, note }: { readonly batch: BatchDetailWire; readonly note?: string }) {
  const t = useTranslations('tasks')
  const { items } = batch
  return (
    <Panel title={t('tasks')} note={note ?? t('tasksNote')}>
      {items.length === 0 ? (
        <StateBox kind="empty" icon={Layers} title={t('noTask')}>
          {t('noTaskText')}
        </StateBox>
      ) : (
        <section className="scroll" aria-label={t('tasks')}>
          <table className="table">
            <TableHead columns={[{ name: t('task') }, { name: t('worker') }, { name: t('checks') }, { name: t('changed'), className: 'hide-s' }]} />
            <tbody>
              {items.map((task) => (
                <tr key={task.taskId}>
                  <td>
                    {task.index + 1}
                    <div>
                      <Badge tone={tones[task.state]}>{t(`state.${task.state}`)}</Badge>
                    </div>
                  </td>
                  <td>
                    {task.worker === null ? t('nobody') : <AccountText account={task.worker} />}
                    {task.tries > 1 && <div className="t12 dim">{t('tries', { tries: task.tries })}</div>}
                  </td>
                  <td>
                    <Checks task={task} />
                  </td>
                  <td className="hide-s">{momentText(task.changedAt)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </Panel>
  )
}

function Checks({ task: { runs, dispute } }: { readonly task: PoolTaskWire }) {
  const t = useTranslations('tasks')
  return (
    <div className="stack g2">
      {runs.map((run) => (
        <span key={run.place} className="row wrap g2">
          {run.account !== null && <AccountText account={run.account} />}
          {run.agrees === null ? (
            <Badge tone="pending">{t(`run.${run.state}`)}</Badge>
          ) : (
            <Badge tone={run.agrees ? 'final' : 'warn'}>{t(run.agrees ? 'same' : 'differs')}</Badge>
          )}
        </span>
      ))}
      {dispute?.verdict === 'worker wrong' && <Badge tone="bad">{t('cheat')}</Badge>}
      {dispute?.verdict === 'challenger wrong' && <Badge tone="warn">{t('falseAlarm')}</Badge>}
    </div>
  )
}
