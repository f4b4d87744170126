'use client'
import type { DelegateWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { Stat } from '#web/components/ui/Stat.tsx'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { isMissing } from '#web/parts/api/problem.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { GovernSkeleton } from '#web/parts/govern/GovernSkeleton.tsx'
import { delegateQuery, governQuery } from '#web/parts/govern/governQueries.ts'
import { StatementPanel } from '#web/features/govern/delegates/StatementPanel.tsx'
import { gText, shareText } from '#web/parts/govern/tokenText.ts'
import { NoDao } from '#web/parts/govern/NoDao.tsx'
import { NamedAccount } from '#web/parts/identity/NamedAccount.tsx'
import { SignInGate } from '#web/parts/session/SignInGate.tsx'

const DelegateTo = dynamic(() => import('#web/features/govern/delegates/DelegateTo.tsx').then((module) => module.DelegateTo), {
  ssr: false,
  loading: () => <Skeleton width="100%" height={200} />,
})

/** Shows an account to which others delegate votes: these accounts, how it voted and why, and a form to delegate to it. */
export function DelegateView({ account }: { readonly account: string }) {
  const t = useTranslations('govern')
  const query = useQuery(delegateQuery(browserApi, account))
  const govern = useQuery(governQuery(browserApi))
  if (query.data === undefined && isMissing(query.error)) return <NoDao />
  return (
    <QueryView query={query} failed={t('delegates.failed')} skeleton={<GovernSkeleton />}>
      {(delegate) => (
        <div className="gl wide">
          <div className="stack g4">
            <VotesOf delegate={delegate} />
            <StatementPanel delegate={delegate} />
            <Record delegate={delegate} />
            <Delegators delegate={delegate} />
          </div>
          <aside className="stack g4">
            <SignInGate purpose="govern" waiting={<Skeleton width="100%" height={200} />}>
              {govern.data?.dao ? <DelegateTo to={account} dao={govern.data.dao} /> : <Skeleton width="100%" height={200} />}
            </SignInGate>
          </aside>
        </div>
      )}
    </QueryView>
  )
}

function VotesOf({ delegate: { account, votes, quorum, staked, delegatorCount, voted, proposals, statement } }: { readonly delegate: DelegateWire }) {
  const t = useTranslations('govern.delegates')
  return (
    <Panel
      title={<NamedAccount account={account} />}
      note={statement === null || statement.name === '' ? undefined : t('named', { name: statement.name })}
    >
      <div className="stats gstats three">
        <Stat name={t('votes')} value={gText(votes)} below={t('ofSupply', { share: shareText(votes, staked), quorum: shareText(votes, quorum) })} />
        <Stat name={t('delegators')} value={`${delegatorCount}`} below={t('delegatorsText')} />
        <Stat name={t('voted')} value={`${voted}`} below={t('votedText', { proposals })} />
      </div>
      <p className="panel-foot mono gcall">{account}</p>
    </Panel>
  )
}

function Record({ delegate: { record } }: { readonly delegate: DelegateWire }) {
  const t = useTranslations('govern.delegates')
  const supports = useTranslations('govern.proposal.support')
  return (
    <Panel title={t('record')}>
      {record.length === 0 ? (
        <p className="panel-body t13 dim">{t('noRecord')}</p>
      ) : (
        <section className="scroll" aria-label={t('record')}>
          <table className="table">
            <TableHead columns={[{ name: t('proposal') }, { name: t('vote') }, { name: t('votes'), className: 'n hide-s' }]} />
            <tbody>
              {record.map(({ number, title, support, votes, reason }) => (
                <tr key={number}>
                  <td>
                    <Link className="link" href={`/govern/proposals/${number}`}>
                      {title === '' ? t('untitled', { number }) : title}
                    </Link>
                    {reason !== '' && <div className="t12 dim gtext">{reason}</div>}
                  </td>
                  <td>{supports(support)}</td>
                  <td className="n hide-s">{gText(votes)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </Panel>
  )
}

function Delegators({ delegate: { delegators, delegatorCount, account } }: { readonly delegate: DelegateWire }) {
  const t = useTranslations('govern.delegates')
  return (
    <Panel title={t('whose')} note={delegators.length < delegatorCount ? t('latest', { count: delegators.length }) : undefined}>
      {delegators.length === 0 ? (
        <p className="panel-body t13 dim">{t('nobody')}</p>
      ) : (
        <table className="table tight">
          <TableHead columns={[{ name: t('account') }, { name: t('staked'), className: 'n' }]} />
          <tbody>
            {delegators.map((one) => (
              <tr key={one.account}>
                <td>
                  <span className="row g2">
                    <NamedAccount account={one.account} />
                    {one.account === account && <span className="dim">{t('itself')}</span>}
                  </span>
                </td>
                <td className="n">{gText(one.staked)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  )
}
