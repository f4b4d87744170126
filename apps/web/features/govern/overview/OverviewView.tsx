'use client'
import type { GovernWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { Stat } from '#web/components/ui/Stat.tsx'
import { EpochPanel } from '#web/features/govern/emission/EpochPanel.tsx'
import { NewestProposals } from '#web/features/govern/proposals/NewestProposals.tsx'
import { PowerPanel, RulesPanel } from '#web/features/govern/proposals/RulesPanel.tsx'
import { ReservePanel } from '#web/features/govern/treasury/ReservePanel.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { chainQuery } from '#web/parts/chain/chainQuery.ts'
import { minuteText } from '#web/parts/format/clockText.ts'
import { governAccountQuery, governQuery } from '#web/parts/govern/governQueries.ts'
import { GovernSkeleton } from '#web/parts/govern/GovernSkeleton.tsx'
import { bpsText, gText, shareText } from '#web/parts/govern/tokenText.ts'
import { NoDao } from '#web/parts/govern/NoDao.tsx'
import { TimePanel } from '#web/parts/govern/TimePanel.tsx'
import { useAccount } from '#web/parts/session/useAccount.ts'

/** The overview of the DAO: the supply of G, the powers of votes, the rules, the treasury, the reserve and the reader's stake. */
export function OverviewView() {
  const t = useTranslations('govern')
  const query = useQuery(governQuery(browserApi))
  return (
    <QueryView query={query} failed={t('failed')} skeleton={<GovernSkeleton />}>
      {(govern) => <Overview govern={govern} />}
    </QueryView>
  )
}

function Overview({ govern }: { readonly govern: GovernWire }) {
  const t = useTranslations('govern')
  const { dao } = govern
  return (
    <div className="gl">
      <div className="stack g4">
        {dao === null ? (
          <NoDao />
        ) : (
          <>
            <FiguresPanel dao={dao} />
            <NewestProposals />
            <PowerPanel dao={dao} now={govern.blockTimestamp} />
            <RulesPanel rules={dao.rules} />
          </>
        )}
        <p className="t12 dim">{t('asOf', { number: govern.blockNumber, time: minuteText(govern.blockTimestamp) })}</p>
      </div>
      <aside className="stack g4">
        {dao !== null && <MyStakePanel interestBps={dao.interest.bps} />}
        <ReservePanel reserve={govern.reserve} treasury={dao?.treasury ?? null} />
        {dao !== null && <EpochPanel />}
        <TimePanel />
      </aside>
    </div>
  )
}

/** Shows the supply of G and its parts: staked, vesting, in the treasury and so on. */
function FiguresPanel({ dao }: { readonly dao: NonNullable<GovernWire['dao']> }) {
  const t = useTranslations('govern.figures')
  const { supply, staked, vesting, treasury, interest } = dao
  const rest = BigInt(supply) - BigInt(staked) - BigInt(vesting) - BigInt(treasury.g)
  return (
    <Panel title={t('title')}>
      <div className="stats gstats">
        <Stat
          name={t('supply')}
          value={gText(supply)}
          below={t('supplyText', { minted: gText(interest.mintedThisYear), most: gText(interest.mostThisYear), rest: gText(rest) })}
        />
        <Stat name={t('staked')} value={gText(staked)} below={t('stakedText', { share: shareText(staked, supply), rate: bpsText(interest.bps) })} />
        <Stat name={t('vesting')} value={gText(vesting)} below={t('vestingText', { share: shareText(vesting, supply) })} />
        <Stat name={t('treasury')} value={gText(treasury.g)} below={t('treasuryText', { share: shareText(treasury.g, supply) })} />
      </div>
    </Panel>
  )
}

/** Shows the reader's stake, with a link to the page that changes it. */
function MyStakePanel({ interestBps }: { readonly interestBps: number }) {
  const t = useTranslations('govern.mine')
  const account = useAccount()
  const { data: chain } = useQuery(chainQuery(browserApi))
  return (
    <Panel title={t('title')}>
      <p className="panel-body t13">{[t('about'), ...(chain?.developmentChain === true ? [t('test')] : [])].join(' ')}</p>
      {account === null ? <p className="panel-body t13 dim">{t('signedOut')}</p> : <Figures account={account} interestBps={interestBps} />}
      <p className="panel-foot">
        <Link className="link" href="/govern/staking">
          {t('open')}
        </Link>
      </p>
    </Panel>
  )
}

function Figures({ account, interestBps }: { readonly account: string | undefined; readonly interestBps: number }) {
  const t = useTranslations('govern.mine')
  const { data } = useQuery({ ...governAccountQuery(browserApi, account ?? ''), enabled: account !== undefined })
  const stake = data?.stake
  if (stake === undefined || stake === null)
    return (
      <div className="panel-body">
        <Skeleton width="100%" height={116} />
      </div>
    )
  return (
    <dl className="kv panel-body">
      <dt>{t('staked')}</dt>
      <dd>
        <b>{gText(stake.staked)}</b>
      </dd>
      <dt>{t('wallet')}</dt>
      <dd>{gText(stake.wallet)}</dd>
      <dt>{t('votes')}</dt>
      <dd>{gText(stake.votes)}</dd>
      <dt>{t('interest')}</dt>
      <dd>{t('rate', { rate: bpsText(interestBps) })}</dd>
      <dt>{t('earned')}</dt>
      <dd>{gText(stake.interest)}</dd>
    </dl>
  )
}
