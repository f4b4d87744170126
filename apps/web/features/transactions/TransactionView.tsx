'use client'
import type { TransactionWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Badge, type BadgeTone } from '#web/components/ui/Badge.tsx'
import { CopyButton } from '#web/components/ui/CopyButton.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { sentenceOf } from '#web/parts/api/sentenceOf.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { chainQuery } from '#web/parts/chain/chainQuery.ts'
import { secondText } from '#web/parts/format/clockText.ts'
import { reading } from '#web/i18n/reading.ts'
import { AccountLink } from '#web/parts/explorer/AccountLink.tsx'
import { contractNameOf } from '#web/parts/explorer/contractNameOf.ts'
import { governQuery } from '#web/parts/govern/governQueries.ts'
import { transactionLabelOf } from '#web/parts/explorer/transactionLabelOf.ts'
import { transactionQuery } from '#web/features/transactions/transactionQuery.ts'

const tones: Readonly<Record<TransactionWire['state'], BadgeTone>> = { pending: 'pending', mined: 'pending', final: 'final', failed: 'bad' }

/** Shows one transaction: its state, its block and its decoded events. */
export function TransactionView({ hash }: { readonly hash: string }) {
  const t = useTranslations('tx')
  const tStates = useTranslations('states')
  const query = useQuery(transactionQuery(browserApi, hash))
  return (
    <main className="page">
      <header className="mb-5">
        <h1>{t('title')}</h1>
        <p className="row mono t13 mt-1">
          <span className="clip">{hash}</span>
          <CopyButton text={hash} label={tStates('copyNamed', { what: t('hash') })} doneLabel={tStates('copied')} />
        </p>
      </header>
      <QueryView query={query} failed={t('failed')} skeleton={<Skeleton width="100%" height={280} />}>
        {(transaction) => <Facts transaction={transaction} />}
      </QueryView>
    </main>
  )
}

function Facts({ transaction }: { readonly transaction: TransactionWire }) {
  const t = useTranslations('tx')
  const { state, blockNumber, at, from, to, gasUsed, purpose, code } = transaction
  return (
    <div className="stack g4">
      <Panel title={t('facts')} end={<Badge tone={tones[state]}>{t(`state.${state}`)}</Badge>}>
        <dl className="kv left panel-body">
          {code !== null && (
            <>
              <dt>{t('why')}</dt>
              <dd>{sentenceOf(code)}</dd>
            </>
          )}
          {purpose !== null && (
            <>
              <dt>{t('purpose')}</dt>
              <dd>{t(`purposes.${purpose}`)}</dd>
            </>
          )}
          <dt>{t('block')}</dt>
          <dd>
            {blockNumber === null ? (
              t('notYet')
            ) : (
              <Link className="link" href={`/explorer/blocks/${blockNumber}`}>
                {blockNumber}
              </Link>
            )}
          </dd>
          <dt>{t('time')}</dt>
          <dd>{at === null ? t('notYet') : `${secondText(at)} ${reading().zoneName}`}</dd>
          <dt>{t('from')}</dt>
          <dd>{from === null ? '–' : <AccountLink account={from} />}</dd>
          <dt>{t('to')}</dt>
          <dd>{to === null ? '–' : <NamedContract account={to} />}</dd>
          <dt>{t('gas')}</dt>
          <dd>{gasUsed === null ? '–' : Number(gasUsed).toLocaleString('en-US')}</dd>
        </dl>
      </Panel>
      <Panel title={t('logs')} note={t('logsNote')}>
        {transaction.logs.length === 0 ? (
          <p className="panel-body t13 dim">{t('noLogs')}</p>
        ) : (
          <ol>
            {transaction.logs.map((log) => (
              <li key={log.logIndex} className="panel-body border-border [&+li]:border-t">
                <EventTitle log={log} /> <ProposalLink args={log.args} />
                <pre className="mono t12 mt-2 whitespace-pre-wrap break-all">{JSON.stringify(log.args, null, 2)}</pre>
              </li>
            ))}
          </ol>
        )}
      </Panel>
    </div>
  )
}

/** Shows the account to which a transaction was sent, with its name if it is a contract of this market. */
function NamedContract({ account }: { readonly account: string }) {
  const { data: chain } = useQuery(chainQuery(browserApi))
  const { data: govern } = useQuery({ ...governQuery(browserApi), refetchInterval: false })
  const name = contractNameOf(account, [chain?.addresses, govern?.dao?.contracts])
  return (
    <span className="row wrap g1">
      <AccountLink account={account} />
      {name !== null && <span className="mono t12 dim">{name}</span>}
    </span>
  )
}

/** Links to the proposal of an event about one. Shows nothing for other events. */
function ProposalLink({ args }: { readonly args: TransactionWire['logs'][number]['args'] }) {
  const t = useTranslations('tx')
  const number = args['proposal']
  if (typeof number !== 'number') return null
  return (
    <Link className="link t13" href={`/govern/proposals/${number}`}>
      {t('proposal', { number })}
    </Link>
  )
}

/** Shows an event in the reader's language, with its name in the contract beside it. An event without a translation has only that name. */
export function EventTitle({ log }: { readonly log: TransactionWire['logs'][number] }) {
  const t = useTranslations('explorer.deed')
  const { name, other } = transactionLabelOf([log])
  if (name === 'other') return <b>{other}</b>
  return (
    <>
      <b>{t(name)}</b> <span className="mono t12 dim">{other}</span>
    </>
  )
}
