import { baseUnitsOfStake } from '@infinitio/sdk/pool'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { Callout } from '#web/components/ui/Callout.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import type { OwnTasks } from '#web/features/provide-tasks/stakeMoves.ts'
import { amountText } from '#web/parts/format/amountText.ts'
import { dayMinuteText } from '#web/parts/format/clockText.ts'
import { shortHex } from '#web/parts/format/shortHex.ts'

type Why = OwnTasks['pool']['why']

const mostRows = 20

/** Shows why the machines of a provider take no task now: for all batches, and for each batch with open tasks. */
export function WhyPanel({ own: { pool } }: { readonly own: OwnTasks }) {
  const t = useTranslations('provideTasks.why')
  const { account, batches, openBatches } = pool.why
  return (
    <Panel title={t('title')}>
      <div className="panel-body stack g3">
        {account !== null ? <AccountReason reason={account} /> : batches.length === 0 && <p>{t('empty')}</p>}
        {account === null && batches.length > 0 && <p className="t13 dim">{t('text')}</p>}
      </div>
      {account === null && batches.length > 0 && (
        <section className="scroll" aria-label={t('title')}>
          <table className="table">
            <TableHead columns={[{ name: t('batch') }, { name: t('reason') }]} />
            <tbody>
              {batches.slice(0, mostRows).map(({ batchId, reason }) => (
                <tr key={batchId}>
                  <td>
                    <Link className="link mono" href={`/tasks/${batchId}`}>
                      {shortHex(batchId)}
                    </Link>
                  </td>
                  <td>
                    <BatchReason reason={reason} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {account === null && openBatches > mostRows && <p className="panel-foot">{t('more', { count: openBatches - mostRows })}</p>}
    </Panel>
  )
}

function AccountReason({ reason }: { readonly reason: NonNullable<Why['account']> }) {
  const t = useTranslations('provideTasks.why.account')
  switch (reason.kind) {
    case 'no stake':
      return <Callout tone="warn">{t('noStake')}</Callout>
    case 'no machine':
      return <Callout tone="warn">{t('noMachine')}</Callout>
    case 'young':
      return <Callout tone="plain">{t('young', { moment: dayMinuteText(reason.countsAt) })}</Callout>
    case 'ripe':
      return <Callout tone="plain">{t('ripe')}</Callout>
    case 'out':
      return <Callout tone="warn">{t('out', { moment: dayMinuteText(reason.until) })}</Callout>
  }
}

function stakeText(units: string): string {
  return amountText(BigInt(units) * baseUnitsOfStake)
}

function BatchReason({ reason }: { readonly reason: Why['batches'][number]['reason'] }) {
  const t = useTranslations('provideTasks.why.batchReason')
  switch (reason.kind) {
    case 'unfit':
      return t('unfit')
    case 'too late':
      return t('tooLate')
    case 'failed before':
      return t('failed')
    case 'stake held':
      return t('stakeHeld', { free: stakeText(reason.free), needed: stakeText(reason.needed) })
    case 'waits':
      return t('waits', { blocks: reason.blocks })
    case 'due':
      return t('due')
  }
}
