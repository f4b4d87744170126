import type { AccountStatementWire } from '@infinitio/domain/wire'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Panel } from '#web/components/ui/Panel.tsx'
import { monthText } from '#web/parts/format/monthText.ts'
import { roundedAmountText } from '#web/parts/format/amountText.ts'
import { statementDigits } from '#web/parts/format/sumTexts.ts'

/** Shows what an account earned by tasks in one month, and what it locked for tasks that it ordered. Hidden for an account without tasks. */
export function TaskSums({ statement: { month, tasks } }: { readonly statement: Pick<AccountStatementWire, 'month' | 'tasks'> }) {
  const t = useTranslations('wallet.monthly.tasks')
  const digits = statementDigits([BigInt(tasks?.earned ?? 0), BigInt(tasks?.ordered ?? 0)])
  const pt = (units: string) => `${roundedAmountText(BigInt(units), digits)} PT`
  if (tasks !== null && tasks.earned === '0' && tasks.ordered === '0') return null
  return (
    <Panel title={t('title', { month: monthText(month) })} note={t('note')}>
      {tasks === null ? (
        <p className="panel-body t13">{t('away')}</p>
      ) : (
        <dl className="kv panel-body">
          <dt>
            <Link className="link" href="/provide/tasks">
              {t('earned')}
            </Link>
          </dt>
          <dd>{pt(tasks.earned)}</dd>
          <dt>
            <Link className="link" href="/jobs">
              {t('ordered')}
            </Link>
          </dt>
          <dd>{pt(tasks.ordered)}</dd>
        </dl>
      )}
      <p className="panel-foot">{t('text')}</p>
    </Panel>
  )
}
