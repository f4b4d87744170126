'use client'
import type { MinedTransactionWire } from '@infinitio/domain/wire'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { transactionLabelOf } from '#web/parts/explorer/transactionLabelOf.ts'
import { transactionsQuery } from '#web/parts/explorer/explorerQueries.ts'
import { AllLink, type ListLook, ListPanel } from '#web/parts/explorer/ListPanel.tsx'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { clockText, dayText } from '#web/parts/format/clockText.ts'
import { shortHex } from '#web/parts/format/shortHex.ts'
import { SimulatedBadge } from '#web/parts/machine/SimulatedBadge.tsx'
import { FinalBadge } from '#web/parts/transaction/FinalBadge.tsx'
import { TxLink } from '#web/parts/transaction/TxLink.tsx'

/** Lists transactions, each described in a sentence, newest first. If `block` is set, lists only those of this block. */
export function TransactionList({ most, everyMs, block }: ListLook & { readonly block?: number }) {
  const t = useTranslations('explorer.transactions')
  const columns = [
    { name: t('what') },
    { name: t('hash'), className: 'hide-s' },
    { name: t('amount'), className: 'n' },
    { name: t('time'), className: 'n hide-s' },
    { name: t('state'), className: 'n' },
  ]
  return (
    <ListPanel
      title={t('title')}
      query={transactionsQuery(browserApi, block === undefined ? {} : { block })}
      empty={t(block === undefined ? 'empty' : 'emptyBlock')}
      columns={columns}
      most={most}
      everyMs={everyMs}
      end={most === undefined ? undefined : <AllLink href="/explorer/transactions" />}
    >
      {(transaction) => <TransactionRow key={transaction.hash} transaction={transaction} />}
    </ListPanel>
  )
}

function TransactionRow({ transaction: { hash, logs, at, final, simulated } }: { readonly transaction: MinedTransactionWire }) {
  const t = useTranslations('explorer')
  const { name, other, times, leaseId, account, node, amount } = transactionLabelOf(logs)
  return (
    <tr>
      <td>
        <Link className="link" href={`/tx/${hash}`}>
          <b className="strong">{name === 'other' ? t('deed.other', { name: other }) : t(`deed.${name}`)}</b>
        </Link>{' '}
        <span className="dim">
          {leaseId !== null
            ? t('about.lease', { id: leaseId })
            : times > 1
              ? t('about.times', { count: times })
              : node !== null
                ? t('about.node', { id: shortHex(node) })
                : account !== null && shortHex(account)}
        </span>{' '}
        {simulated && <SimulatedBadge />}
      </td>
      <td className="hide-s">
        <TxLink hash={hash} />
      </td>
      <td className="n">
        {amount === null ? <span className="dim">{t('transactions.none')}</span> : amountText(amount)}
        {amount !== null && <About units={amount} />}
      </td>
      <td className="n dim hide-s" title={dayText(at)}>
        {clockText(at)}
      </td>
      <td className="n">
        <FinalBadge final={final} />
      </td>
    </tr>
  )
}
