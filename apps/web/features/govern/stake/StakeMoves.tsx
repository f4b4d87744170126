'use client'
import { useStaking } from '@infinitio/chain/react'
import { address } from '@infinitio/domain'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Segmented } from '#web/components/ui/Segmented.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { chainQuery } from '#web/parts/chain/chainQuery.ts'
import { DelegateForm } from '#web/features/govern/delegates/DelegateForm.tsx'
import { PayoutPanel } from '#web/features/govern/stake/PayoutPanel.tsx'
import type { StakeBalancesProps } from '#web/features/govern/stake/StakeBalances.tsx'
import { StakeForm } from '#web/features/govern/stake/StakeForm.tsx'
import { TestG } from '#web/features/govern/stake/TestG.tsx'
import { useSpokenRefusals } from '#web/parts/govern/useSpokenRefusals.ts'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'

/** What the wallet can do with its G. Direct transactions, each itemised before it is signed. */
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
  const staking = useSpokenRefusals(
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
      <DelegateForm account={account} stake={stake} staking={staking} onDone={reload} />
    </>
  )
}
