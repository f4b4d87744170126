import type { StatusWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { Panel } from '#web/components/ui/Panel.tsx'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { spanText } from '#web/parts/format/spanText.ts'
import { BlockFigure } from '#web/features/status/BlockFigure.tsx'
import { PartRow } from '#web/features/status/PartRow.tsx'

/** Every part of the house with its figures, in the order in which an order passes them. */
export function PartTable({ parts }: { readonly parts: StatusWire['parts'] }) {
  const t = useTranslations('status')
  const { database, chain, orders, follower, settlement, transactions, nodes } = parts
  const figure = (name: Parameters<typeof t>[0], value: number | null) => ({ name: t(name), value: value?.toLocaleString('en-US') })
  const age = (name: Parameters<typeof t>[0], seconds: number | null) => ({ name: t(name), value: seconds === null ? null : spanText(seconds) })
  const isLatestFinal = chain.latestBlock !== null && chain.finalBlock !== null && chain.latestBlock <= chain.finalBlock
  return (
    <Panel title={t('parts')} className="parts">
      <table className="table">
        <TableHead columns={[{ name: t('column.part') }, { name: t('column.state') }, { name: t('column.figures') }]} />
        <tbody>
          <PartRow
            part="orders"
            state={orders.state}
            figures={[
              { name: t('figure.mode'), value: orders.mode === null ? null : t(`mode.${orders.mode}`) },
              figure('figure.waiting', orders.waiting),
              age('figure.oldest', orders.oldestSeconds),
              figure('figure.journal', orders.journalRows),
              figure('figure.tail', orders.tailRows),
            ]}
          />
          <PartRow
            part="settlement"
            state={settlement.state}
            figures={[figure('figure.unsettled', settlement.unsettled), age('figure.oldest', settlement.oldestSeconds)]}
          />
          <PartRow
            part="transactions"
            state={transactions.state}
            figures={[
              figure('figure.open', transactions.open),
              age('figure.oldest', transactions.oldestSeconds),
              figure('figure.relays', transactions.relaysWaiting),
              figure('figure.gap', transactions.nonceGap),
            ]}
          />
          <PartRow
            part="chain"
            state={chain.state}
            figures={[
              { name: t('figure.latest'), value: <BlockFigure number={chain.latestBlock} final={isLatestFinal} /> },
              { name: t('figure.final'), value: <BlockFigure number={chain.finalBlock} final /> },
            ]}
          />
          <PartRow
            part="follower"
            state={follower.state}
            figures={[
              figure('figure.lagBlocks', follower.lagBlocks),
              age('figure.lag', follower.lagSeconds),
              figure('figure.reorgs', follower.reorgs),
            ]}
          />
          <PartRow
            part="nodes"
            state={nodes.state}
            figures={[figure('figure.answering', nodes.answering), figure('figure.suspect', nodes.suspect), figure('figure.lost', nodes.lost)]}
          />
          <PartRow part="database" state={database.state} figures={[]} />
        </tbody>
      </table>
    </Panel>
  )
}
