'use client'
import type { ChainAddresses } from '@infinitio/chain'
import { useMintTestDollars, useTokenBalances } from '@infinitio/chain/react'
import { address, type Address } from '@infinitio/domain'
import type { ChainWire, WalletWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import { Badge } from '#web/components/ui/Badge.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Segmented } from '#web/components/ui/Segmented.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { ConvertForm } from '#web/features/wallet/ConvertForm.tsx'
import { GetPt } from '#web/features/wallet/GetPt.tsx'
import { MoveForm } from '#web/features/wallet/MoveForm.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { BondPanel } from '#web/parts/bond/BondPanel.tsx'
import { chainAddressesOf } from '#web/parts/chain/chainAddressesOf.ts'
import { chainQuery } from '#web/parts/chain/chainQuery.ts'
import { FundButton } from '#web/parts/faucet/FundingLine.tsx'
import { About } from '#web/parts/format/About.tsx'
import { balanceText } from '#web/parts/format/sumTexts.ts'
import { governQuery } from '#web/parts/govern/governQueries.ts'
import { TransactionButton } from '#web/parts/transaction/TransactionButton.tsx'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'
import { BackingPanel } from '#web/parts/wallet/BackingPanel.tsx'
import { stableText } from '#web/parts/wallet/stableAmount.ts'

/**
 * Shows what a wallet can do with its money: deposit into the Market contract and withdraw, mint PT from USD coin and redeem it. The wallet sends a transaction
 * for each.
 */
export function MoneyMoves({ wallet }: { readonly wallet: WalletWire }) {
  const { data: chain } = useQuery(chainQuery(browserApi))
  if (chain === undefined) return <Skeleton width="100%" height={420} />
  return (
    <WalletBoundary waiting={<Skeleton width="100%" height={420} />}>
      <Moves wallet={wallet} chain={chain} />
    </WalletBoundary>
  )
}

function Moves({ wallet, chain }: { readonly wallet: WalletWire; readonly chain: ChainWire }) {
  const t = useTranslations('wallet')
  const tBalance = useTranslations('balances')
  const addresses = useMemo(() => chainAddressesOf(chain), [chain])
  const account = address(wallet.account)
  const balances = useTokenBalances({ addresses, account })
  const [move, setMove] = useState<'deposit' | 'withdraw'>('deposit')
  const [convert, setConvert] = useState<'mint' | 'redeem'>('mint')
  const pToken = balances.data?.pToken ?? null
  const stable = balances.data?.stableUnits ?? null
  const reload = () => void balances.refetch()
  return (
    <>
      <InWallet pToken={pToken} stable={stable} />
      <Panel
        title={tBalance('market')}
        end={
          <Segmented
            label={tBalance('market')}
            value={move}
            onChange={setMove}
            options={[
              { value: 'deposit', label: t('move.deposit') },
              { value: 'withdraw', label: t('move.withdraw') },
            ]}
          />
        }
      >
        <MoveForm
          key={move}
          move={move}
          addresses={addresses}
          account={account}
          most={move === 'deposit' ? pToken : BigInt(wallet.available)}
          onMoved={reload}
        />
      </Panel>
      <Panel
        title={t('convert.title')}
        end={
          <Segmented
            label={t('convert.name')}
            value={convert}
            onChange={setConvert}
            options={[
              { value: 'mint', label: t('convert.mint') },
              { value: 'redeem', label: t('convert.redeem') },
            ]}
          />
        }
      >
        <ConvertForm
          key={convert}
          convert={convert}
          addresses={addresses}
          account={account}
          most={convert === 'mint' ? stable : pToken}
          onConverted={reload}
        />
      </Panel>
      <GetPt chain={chain} />
      <BondPanel account={wallet.account} isOnlyWithBond />
      <Backing />
      {chain.developmentChain && <TestMoney addresses={addresses} account={account} onMoved={reload} />}
    </>
  )
}

/** Shows the assets of the contract that cover every PToken. */
function Backing() {
  const { data } = useQuery(governQuery(browserApi))
  return data === undefined ? null : <BackingPanel reserve={data.reserve} />
}

function InWallet({ pToken, stable }: { readonly pToken: bigint | null; readonly stable: bigint | null }) {
  const t = useTranslations('wallet')
  const tBalance = useTranslations('balances')
  return (
    <Panel title={tBalance('wallet')}>
      <dl className="kv panel-body">
        <dt>PT</dt>
        <dd>
          {pToken === null ? '–' : balanceText(pToken)}
          {pToken !== null && <About units={pToken} />}
        </dd>
        <dt>{t('usdCoin')}</dt>
        <dd>{stable === null ? '–' : stableText(stable)}</dd>
      </dl>
      <p className="panel-foot">{t('inWalletText')}</p>
    </Panel>
  )
}

const thousandDollars = 1_000_000_000n

/**
 * Buttons for test money, which work only on the development chain: one requests PT in the Market contract, once a day for each wallet, the other mints 1,000
 * test dollars, from which the wallet can mint PT.
 */
function TestMoney({ addresses, account, onMoved }: { readonly addresses: ChainAddresses; readonly account: Address; readonly onMoved: () => void }) {
  const t = useTranslations('wallet.testMoney')
  const mintTestDollars = useMintTestDollars({ addresses, account })
  return (
    <Panel title={t('title')} end={<Badge tone="warn">{t('developmentChain')}</Badge>}>
      <div className="panel-body stack g3">
        <FundButton account={account} label={t('fund')} />
        <TransactionButton label={t('dollars')} disabled={false} send={() => mintTestDollars({ stableUnits: thousandDollars })} onDone={onMoved} />
      </div>
      <p className="panel-foot">{t('text')}</p>
    </Panel>
  )
}
