import { baseUnitsOfStake } from '@infinitio/sdk/pool'
import { Layers } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import type { OwnTasks } from '#web/features/provide-tasks/stakeMoves.ts'
import { amountText } from '#web/parts/format/amountText.ts'
import { shortHex } from '#web/parts/format/shortHex.ts'
import { ListPanel } from '#web/parts/govern/ListPanel.tsx'

type HeldProps = { readonly own: OwnTasks; readonly from: number; readonly onFrom: (from: number) => void }

/**
 * Lists the tasks for which a part of the provider's stake is locked, page by page: the tasks that its machines compute, and the tasks whose results they
 * check.
 */
export function HeldPanel({ own: { pool }, from, onFrom }: HeldProps) {
  const t = useTranslations('provideTasks.holds')
  const next = from + pool.holds.length
  const more =
    next < pool.held && pool.holds.length > 0
      ? { label: t('next'), isBusy: false, onMore: () => onFrom(next) }
      : from > 0
        ? { label: t('first'), isBusy: false, onMore: () => onFrom(0) }
        : null
  return (
    <ListPanel
      title={t('title')}
      note={pool.held === 0 ? undefined : t('range', { from: from + 1, to: next, all: pool.held })}
      empty={{ icon: Layers, title: t('empty'), text: t('emptyText') }}
      more={more}
      columns={[{ name: t('task') }, { name: t('role') }, { name: t('stake'), className: 'n' }]}
      rows={pool.holds.map(({ taskId, batchId, role, state, units }) => (
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
          <td className="n">{amountText(BigInt(units) * baseUnitsOfStake)} PT</td>
        </tr>
      ))}
    />
  )
}
