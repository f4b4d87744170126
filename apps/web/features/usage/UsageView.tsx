'use client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { Stat } from '#web/components/ui/Stat.tsx'
import { AnswersPanel } from '#web/features/usage/AnswersPanel.tsx'
import { ChannelsPanel } from '#web/features/usage/ChannelsPanel.tsx'
import { DaysPanel } from '#web/features/usage/DaysPanel.tsx'
import { FundPanel } from '#web/features/usage/FundPanel.tsx'
import { OwnHostingPanel } from '#web/features/usage/OwnHostingPanel.tsx'
import { PotPanel } from '#web/features/usage/PotPanel.tsx'
import { RouterPanel } from '#web/features/usage/RouterPanel.tsx'
import { readUsage, type Usage } from '#web/features/usage/readUsage.ts'
import { useLedgerActs } from '#web/features/usage/useLedgerActs.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { balanceText } from '#web/parts/format/sumTexts.ts'
import { SignInGate } from '#web/parts/session/SignInGate.tsx'
import { useAccount } from '#web/parts/session/useAccount.ts'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'

const everyMs = 4_000

/**
 * Shows an account its prepaid balance, its payment channels and what services charged per day. `origins` are the servers of AI models that this page may call.
 */
export function UsageView({ origins }: { readonly origins: readonly string[] }) {
  return (
    <SignInGate waiting={<Waiting />}>
      <OwnUsage origins={origins} />
    </SignInGate>
  )
}

function OwnUsage({ origins }: { readonly origins: readonly string[] }) {
  const t = useTranslations('usage')
  const account = useAccount() ?? ''
  const usage = useQuery({ queryKey: ['usage', account], queryFn: () => readUsage(account), enabled: account !== '', refetchInterval: everyMs })
  return (
    <QueryView query={usage} failed={t('failed')} skeleton={<Waiting />}>
      {(known) => (
        <div className="stack g4">
          <Figures usage={known} />
          <div className="grid grid-cols-1 items-start gap-5 min-[1100px]:grid-cols-[minmax(0,1fr)_376px]">
            <div className="stack g4">
              <WalletBoundary waiting={<Skeleton width="100%" height={220} />}>
                <OwnChannels usage={known} account={account} origins={origins} />
              </WalletBoundary>
              <AnswersPanel usage={known} />
              <DaysPanel usage={known} />
              <OwnHostingPanel account={account} />
            </div>
            <WalletBoundary waiting={<Skeleton width="100%" height={280} />}>
              <Funding usage={known} account={account} origins={origins} />
            </WalletBoundary>
          </div>
        </div>
      )}
    </QueryView>
  )
}

type ActsProps = { readonly usage: Usage; readonly account: string; readonly origins: readonly string[] }

function OwnChannels({ usage, account, origins }: ActsProps) {
  const acts = useLedgerActs(usage, account)
  return <ChannelsPanel usage={usage} acts={acts} origins={origins} onDone={useReadAgain()} />
}

/** The forms that move PToken from the wallet into the pot, and from the pot into channels. */
function Funding({ usage, account, origins }: ActsProps) {
  const acts = useLedgerActs(usage, account)
  const onDone = useReadAgain()
  return (
    <div className="stack g4">
      <PotPanel usage={usage} acts={acts} origins={origins} onDone={onDone} />
      <RouterPanel usage={usage} account={account} acts={acts} origins={origins} onDone={onDone} />
      <FundPanel usage={usage} account={account} acts={acts} origins={origins} onDone={onDone} />
    </div>
  )
}

/** Returns a function that reads the usage again. */
function useReadAgain(): () => void {
  const queryClient = useQueryClient()
  return () => void queryClient.invalidateQueries({ queryKey: ['usage'] })
}

function Figures({ usage: { payer, free, inWallet } }: { readonly usage: Usage }) {
  const t = useTranslations('usage.figures')
  const own = payer.channels.filter(({ asset }) => asset === 'PToken')
  const settled = own.reduce((sum, channel) => sum + BigInt(channel.settled), 0n)
  const left = own.reduce((sum, channel) => sum + BigInt(channel.deposited) - BigInt(channel.settled), 0n)
  return (
    <div className="stats">
      <MoneyStat name={t('pot')} units={free} isOwned below={t('potText')} />
      <MoneyStat name={t('left')} units={left} isOwned below={t('leftText', { count: own.length })} />
      <MoneyStat name={t('settled')} units={settled} below={t('settledText')} />
      <MoneyStat name={t('wallet')} units={inWallet} isOwned below={t('walletText')} />
    </div>
  )
}

type MoneyStatProps = { readonly name: string; readonly units: bigint; readonly isOwned?: boolean; readonly below: string }

/** Shows an amount. `isOwned` is true for a balance, which is cut and not rounded, as in the forms. */
function MoneyStat({ name, units, isOwned = false, below }: MoneyStatProps) {
  const note = (
    <>
      {below}
      <About units={units} />
    </>
  )
  return <Stat name={name} value={isOwned ? balanceText(units) : amountText(units)} unit="PT" below={note} />
}

function Waiting() {
  return (
    <div className="stack g4" aria-hidden>
      <Skeleton width="100%" height={96} />
      <Skeleton width="100%" height={220} />
      <Skeleton width="100%" height={280} />
    </div>
  )
}
