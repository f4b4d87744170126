import { baseUnitsOfStake } from '@infinitio/sdk/pool'
import { Layers } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import type { OwnTasks } from '#web/features/provide-tasks/stakeMoves.ts'
import { amountText } from '#web/parts/format/amountText.ts'
import { shortHex } from '#web/parts/format/shortHex.ts'
import { ListPanel } from '#web/parts/govern/ListPanel.tsx'

/** Shows the tasks that hold a part of the stake: those that the provider works on, and those that it checks. */
export function HeldPanel({ own: { record } }: { readonly own: OwnTasks }) {
  const t = useTranslations('provideTasks.holds')
  return (
    <ListPanel
      title={t('title')}
      empty={{ icon: Layers, title: t('empty'), text: t('emptyText') }}
      more={null}
      columns={[{ name: t('task') }, { name: t('role') }, { name: t('stake'), className: 'n' }]}
      rows={record.holds.map(({ taskId, batchId, role, state, units }) => (
        <tr key={taskId}>
          <td>
            <Link className="link mono" href={`/tasks/${batchId}`}>
              {shortHex(taskId)}
            </Link>
          </td>
          <td>
            {t(role)}
            <div className="t12 dim">{t(`state.${state}`)}</div>
          </td>
          <td className="n">{amountText(units * baseUnitsOfStake)} PT</td>
        </tr>
      ))}
    />
  )
}
