'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { Callout } from '#web/components/ui/Callout.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { StakeBalances } from '#web/features/govern/stake/StakeBalances.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { spanText } from '#web/parts/format/spanText.ts'
import { type Dao, governAccountQuery, governQuery, type Stake } from '#web/parts/govern/governQueries.ts'
import { GovernSkeleton } from '#web/parts/govern/GovernSkeleton.tsx'
import { bpsText, gText } from '#web/parts/govern/tokenText.ts'
import { NoDao } from '#web/parts/govern/NoDao.tsx'
import { TimePanel } from '#web/parts/govern/TimePanel.tsx'
import { SignInGate } from '#web/parts/session/SignInGate.tsx'
import { useAccount } from '#web/parts/session/useAccount.ts'

const StakeMoves = dynamic(() => import('#web/features/govern/stake/StakeMoves.tsx').then((module) => module.StakeMoves), {
  ssr: false,
  loading: () => <Skeleton width="100%" height={420} />,
})

/** The page of the signed-in account's G tokens. It lets the user stake, unstake, claim interest, and choose the account that votes with them. */
export function StakingView() {
  return (
    <SignInGate purpose="govern" waiting={<GovernSkeleton />}>
      <Staking />
    </SignInGate>
  )
}

function Staking() {
  const t = useTranslations('govern')
  const account = useAccount() ?? ''
  const govern = useQuery(governQuery(browserApi))
  const mine = useQuery({ ...governAccountQuery(browserApi, account), enabled: account !== '' })
  return (
    <QueryView query={govern} failed={t('failed')} skeleton={<GovernSkeleton />}>
      {({ dao }) => (
        <QueryView query={mine} failed={t('failed')} skeleton={<GovernSkeleton />}>
          {({ stake, blockTimestamp }) =>
            dao === null || stake === null ? (
              <NoDao />
            ) : (
              <div className="gl wide">
                <div className="stack g4">
                  <NextStep stake={stake} dao={dao} />
                  <StakeBalances account={account} stake={stake} dao={dao} now={blockTimestamp} />
                  <StakingFacts dao={dao} />
                </div>
                <aside className="stack g4">
                  <StakeMoves account={account} stake={stake} dao={dao} now={blockTimestamp} />
                  <TimePanel />
                </aside>
              </div>
            )
          }
        </QueryView>
      )}
    </QueryView>
  )
}

/** Shows the next step that an account needs for a vote: get G tokens, stake them, then vote or propose. */
export function NextStep({ stake, dao }: { readonly stake: Stake; readonly dao: Dao }) {
  const t = useTranslations('govern.nextStep')
  const { wallet, staked, bonded, votes } = stake
  if (staked === '0')
    return (
      <Callout tone="plain">
        {wallet === '0' ? t('get') : t('stake', { amount: gText(wallet) })}{' '}
        {wallet === '0' && (
          <Link className="link" href="/govern/bounties">
            {t('bounties')}
          </Link>
        )}
      </Callout>
    )
  const mayPropose = BigInt(staked) - BigInt(bonded) >= BigInt(dao.rules.proposalBond)
  return (
    <Callout tone="go">
      {votes === '0' ? t('delegated') : t('vote', { votes: gText(votes) })}{' '}
      <Link className="link" href="/govern/proposals">
        {t('proposals')}
      </Link>
      {mayPropose && (
        <>
          {' · '}
          <Link className="link" href="/govern/proposals/new">
            {t('propose')}
          </Link>
        </>
      )}
    </Callout>
  )
}

/** Explains staking in sentences, with the present waiting time and interest of the contracts. */
function StakingFacts({ dao }: { readonly dao: Dao }) {
  const t = useTranslations('govern.facts')
  const { interest, rules } = dao
  const span = spanText(rules.unstakingSeconds)
  return (
    <Panel title={t('title')}>
      <ul className="panel-body gfacts">
        <li>{t('votes')}</li>
        <li>{t('leave', { span })}</li>
        <li>{t('again', { span })}</li>
        <li>{t('interest', { rate: bpsText(interest.bps), most: gText(interest.mostThisYear), minted: gText(interest.mintedThisYear) })}</li>
        <li>{t('slash')}</li>
      </ul>
    </Panel>
  )
}
