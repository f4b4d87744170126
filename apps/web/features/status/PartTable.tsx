import type { StatusWire } from '@infinitio/domain/wire'
import { Check, CircleHelp } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Badge, type BadgeTone } from '#web/components/ui/Badge.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { spanText } from '#web/parts/format/spanText.ts'
import { FinalBadge } from '#web/parts/transaction/FinalBadge.tsx'

/** Lists every part of the market with its measurements, in the sequence in which an order passes through the parts. */
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

/** The parts of the market that have a row in this table. */
type PartName = 'database' | 'chain' | 'orders' | 'follower' | 'settlement' | 'transactions' | 'nodes'

/** One measurement of a part: its name and value, or a dash if the value is unknown. */
type PartFigure = { readonly name: string; readonly value: ReactNode }

/** Shows the state of one part, how it affects users, and its measurements. */
function PartRow({ part, state, figures }: { readonly part: PartName; readonly state: PartState; readonly figures: readonly PartFigure[] }) {
  const t = useTranslations('status')
  return (
    <tr>
      <th scope="row">
        <b>{t(`part.${part}.name`)}</b>
        <span className="sub">{t(`part.${part}.what`)}</span>
      </th>
      <td>
        <PartBadge state={state} />
        {state !== 'well' && <span className="sub">{t(state === 'unknown' ? 'unknown' : `part.${part}.${state}`)}</span>}
      </td>
      <td>
        <dl className="figures">
          {figures.map(({ name, value }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd className="num">{value ?? '–'}</dd>
            </div>
          ))}
        </dl>
      </td>
    </tr>
  )
}

/** The state of a part of the market. */
type PartState = StatusWire['parts']['database']['state']

const tones: Record<PartState, BadgeTone> = { well: 'plain', slow: 'warn', away: 'bad', unknown: 'plain' }

/**
 * Shows the state of a part with an icon and a word. The badge of a working part is plain, because on this site solid badges mean "final" and dashed ones
 * "pending".
 */
function PartBadge({ state }: { readonly state: PartState }) {
  const t = useTranslations('status.state')
  const icon = state === 'well' ? <Check className="i ok" aria-hidden /> : state === 'unknown' ? <CircleHelp className="i" aria-hidden /> : undefined
  return (
    <Badge tone={tones[state]} {...(icon === undefined ? {} : { icon })}>
      {t(state)}
    </Badge>
  )
}

/** Shows a block number and whether the block can still be dropped. */
function BlockFigure({ number, final }: { readonly number: number | null; readonly final: boolean }) {
  if (number === null) return '–'
  return (
    <span className="row g2 wrap">
      {number.toLocaleString('en-US')}
      <FinalBadge final={final} />
    </span>
  )
}
