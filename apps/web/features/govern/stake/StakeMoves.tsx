'use client'
import { type Staking, useStaking } from '@infinitio/chain/react'
import { address } from '@infinitio/domain'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Badge } from '#web/components/ui/Badge.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Segmented } from '#web/components/ui/Segmented.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { DelegateForm } from '#web/features/govern/delegates/DelegateForm.tsx'
import type { StakeBalancesProps } from '#web/features/govern/stake/StakeBalances.tsx'
import { StakeForm } from '#web/features/govern/stake/StakeForm.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { chainQuery } from '#web/parts/chain/chainQuery.ts'
import { FundButton } from '#web/parts/faucet/FundingLine.tsx'
import { momentText } from '#web/parts/format/clockText.ts'
import type { Stake } from '#web/parts/govern/governQueries.ts'
import { exactGText, gText } from '#web/parts/govern/tokenText.ts'
import { useTranslatedRefusals } from '#web/parts/govern/useTranslatedRefusals.ts'
import { MoneyLines } from '#web/parts/transaction/MoneyLines.tsx'
import { TransactionButton } from '#web/parts/transaction/TransactionButton.tsx'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'

/** Shows what a wallet can do with its G tokens. Each form sends a transaction directly and lists the amounts before the signature. */
export function StakeMoves(props: StakeBalancesProps) {
  return (
    <WalletBoundary waiting={<Skeleton width="100%" height={420} />}>
      <Moves {...props} />
    </WalletBoundary>
  )
}

function Moves({ account, stake, dao, now }: StakeBalancesProps) {
  const t = useTranslations('govern.move')
  const queryClient = useQueryClient()
  const { data: chain } = useQuery(chainQuery(browserApi))
  const { gToken, stakedGToken } = dao.contracts
  const staking = useTranslatedRefusals(
    useStaking({ contracts: { gToken: address(gToken), stakedGToken: address(stakedGToken) }, account: address(account) }),
  )
  const [move, setMove] = useState<'stake' | 'unstake'>('stake')
  const reload = () => void queryClient.invalidateQueries({ queryKey: ['govern'] })
  const hasNothing = [stake.wallet, stake.staked, stake.unstaking].every((amount) => amount === '0')
  return (
    <>
      {chain?.developmentChain === true && hasNothing && <TestG account={account} />}
      <Panel
        title={t('title')}
        end={
          <Segmented
            label={t('title')}
            value={move}
            onChange={setMove}
            options={[
              { value: 'stake', label: t('stake') },
              { value: 'unstake', label: t('unstake') },
            ]}
          />
        }
      >
        <StakeForm key={move} move={move} stake={stake} dao={dao} staking={staking} onMoved={reload} />
      </Panel>
      <PayoutPanel stake={stake} now={now} staking={staking} onPaid={reload} />
      {stake.staked !== '0' && <DelegateForm account={account} stake={stake} staking={staking} onDone={reload} />}
    </>
  )
}

/** Pays two amounts into the wallet: unstaked G tokens whose waiting time is over, and the interest. An amount of zero is hidden. */
function PayoutPanel({
  stake,
  now,
  staking,
  onPaid,
}: {
  readonly stake: Stake
  readonly now: number
  readonly staking: Staking
  readonly onPaid: () => void
}) {
  const t = useTranslations('govern.payout')
  const { releaseAt } = stake
  const isDue = releaseAt !== null && releaseAt <= now
  if (releaseAt === null && stake.interest === '0') return null
  return (
    <Panel title={t('title')}>
      <div className="panel-body stack g4">
        {releaseAt !== null && (
          <>
            <MoneyLines
              lines={[
                { name: t('unstaked'), amount: exactGText(stake.unstaking) },
                { name: t('network'), amount: t('one'), tone: 'small' },
                { name: isDue ? t('now') : t('from', { moment: momentText(releaseAt) }), amount: exactGText(stake.unstaking), tone: 'total' },
              ]}
            />
            <TransactionButton
              label={t('withdraw')}
              reason={isDue ? null : t('from', { moment: momentText(releaseAt) })}
              send={staking.withdraw}
              onDone={onPaid}
            />
          </>
        )}
        {stake.interest !== '0' && (
          <>
            <p className="t13">{t('interestText', { amount: gText(stake.interest) })}</p>
            <TransactionButton label={t('claim')} disabled={false} send={staking.claimInterest} onDone={onPaid} />
          </>
        )}
      </div>
    </Panel>
  )
}

/** A button that requests G tokens for tests, on a development chain only. The faucet pays them together with test money, once a day. */
function TestG({ account }: { readonly account: string }) {
  const t = useTranslations('govern.testG')
  return (
    <Panel title={t('title')} end={<Badge tone="warn">{t('developmentChain')}</Badge>}>
      <div className="panel-body stack g3">
        <FundButton account={account} label={t('fund')} />
      </div>
      <p className="panel-foot">{t('text')}</p>
    </Panel>
  )
}
