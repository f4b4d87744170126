'use client'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import type { WalletWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import { CopyButton } from '#web/components/ui/CopyButton.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { AccountData } from '#web/features/account-data/AccountData.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { problemOf } from '#web/parts/api/problem.ts'
import { QueryView } from '#web/parts/api/QueryView.tsx'
import { About } from '#web/parts/format/About.tsx'
import { amountText } from '#web/parts/format/amountText.ts'
import { balanceText } from '#web/parts/format/sumTexts.ts'
import { AccountText } from '#web/parts/identity/AccountText.tsx'
import { useLiveTopic } from '#web/parts/live/useLiveTopic.ts'
import { SignInGate } from '#web/parts/session/SignInGate.tsx'
import { useSignOut } from '#web/parts/session/useSignOut.ts'
import { Statement } from '#web/features/wallet/Statement.tsx'
import { walletQuery } from '#web/parts/wallet/walletQuery.ts'
import { notify } from '#web/parts/toasts/notify.ts'

const GrantsPanel = dynamic(() => import('#web/features/wallet/GrantsPanel.tsx').then((module) => module.GrantsPanel), { ssr: false })

const ElsewherePanel = dynamic(() => import('#web/features/wallet/ElsewherePanel.tsx').then((module) => module.ElsewherePanel), { ssr: false })

const MoneyMoves = dynamic(() => import('#web/features/wallet/MoneyMoves.tsx').then((module) => module.MoneyMoves), {
  ssr: false,
  loading: () => <Skeleton width="100%" height={420} />,
})

/** The page about the account's money: available and locked amounts, the balances of the wallet, and every movement. */
export function WalletView() {
  return (
    <main className="page p-wallet">
      <SignInGate isPage waiting={<WalletSkeleton />}>
        <WalletPage />
      </SignInGate>
    </main>
  )
}

function WalletPage() {
  const t = useTranslations('wallet')
  const query = useQuery(walletQuery(browserApi))
  useLiveTopic('wallet')
  return (
    <QueryView isPage query={query} failed={t('failed')} skeleton={<WalletSkeleton />}>
      {(wallet) => (
        <>
          <Head account={wallet.account} />
          <div className="wl">
            <div className="stack g4">
              <Balances wallet={wallet} />
              <ElsewherePanel account={wallet.account} />
              <Statement lines={wallet.statement} />
              <GrantsPanel account={wallet.account} />
              <ApiKeys />
              <Leaving />
              <AccountData account={wallet.account} />
            </div>
            <aside className="stack g4" id="deposit">
              <MoneyMoves wallet={wallet} />
            </aside>
          </div>
        </>
      )}
    </QueryView>
  )
}

function Head({ account }: { readonly account: string }) {
  const t = useTranslations('wallet')
  const tStates = useTranslations('states')
  const signOut = useSignOut()
  async function leaveEverywhere(): Promise<void> {
    await signOut('everywhere').catch((error: unknown) => void notify({ tone: 'error', text: problemOf(error).sentence }))
  }
  return (
    <header className="wh">
      <h1>{t('title')}</h1>
      <span className="row g1">
        <AccountText account={account} />
        <CopyButton text={account} label={tStates('copyNamed', { what: t('address') })} doneLabel={tStates('copied')} />
      </span>
      <Button size="sm" onClick={() => void leaveEverywhere()}>
        {t('signOutEverywhere')}
      </Button>
    </header>
  )
}

/** Links to the page with the session keys of the account. */
function ApiKeys() {
  const t = useTranslations('wallet.keys')
  return (
    <Panel title={t('title')}>
      <div className="panel-body stack">
        <p className="t13">{t('text')}</p>
        <p className="t13">
          <Link className="link" href="/wallet/keys">
            {t('open')}
          </Link>
        </p>
      </div>
    </Panel>
  )
}

/** Links to the exit page, which works without this market's servers. It is a single file, so users can store it. */
function Leaving() {
  const t = useTranslations('wallet.leaving')
  return (
    <Panel title={t('title')}>
      <div className="panel-body stack">
        <p className="t13">{t('text')}</p>
        <p className="row g4 t13">
          <a className="link" href="/exit.html">
            {t('open')}
          </a>
          <a className="link" href="/exit.html" download="infinitio-exit.html">
            {t('save')}
          </a>
        </p>
      </div>
    </Panel>
  )
}

/**
 * Shows the Market balance and how much is locked for running leases. Below that, shows other amounts that are above zero: reserved for holds and orders,
 * locked as a bond, and earned but not claimed yet.
 */
function Balances({ wallet }: { readonly wallet: WalletWire }) {
  const t = useTranslations('wallet.balance')
  const tBalance = useTranslations('balances')
  const others = (
    [
      { name: 'reserved', units: BigInt(wallet.held) + BigInt(wallet.unsettled) },
      { name: 'bond', units: BigInt(wallet.bonded) },
      { name: 'providerPay', units: BigInt(wallet.earnedUnclaimed) },
    ] as const
  ).filter(({ units }) => units > 0n)
  return (
    <section className="panel" aria-label={t('name')}>
      <div className="bal two">
        <div>
          <span className="k">{tBalance('market')}</span>
          <span className="price xl">
            <b>{balanceText(BigInt(wallet.available))}</b>
            <span className="u">PT</span>
            <About units={wallet.available} />
          </span>
          <p className="d">{wallet.arriving === '0' ? t('marketText') : t('arriving', { amount: amountText(BigInt(wallet.arriving)) })}</p>
          <p className="only-phone mt-2">
            <Button asChild size="sm">
              <a href="#deposit">{t('toMoves')}</a>
            </Button>
          </p>
        </div>
        <div>
          <span className="k">{tBalance('escrow')}</span>
          <p className="v">
            {balanceText(BigInt(wallet.escrow))} <small>PT</small>
            <About units={wallet.escrow} />
          </p>
          <p className="d">
            <Link className="link" href="/leases">
              {t('liveLeases')}
            </Link>
          </p>
        </div>
      </div>
      {others.length > 0 && (
        <div className="other">
          {others.map(({ name, units }) => (
            <div key={name}>
              <span>{tBalance(name)}</span>
              <b>
                {amountText(units)} PT
                <About units={units} />
              </b>
            </div>
          ))}
        </div>
      )}
    </section>
  )
}

/** The loading skeleton of the wallet page. */
function WalletSkeleton() {
  return (
    <div className="skeltree" aria-hidden>
      <Skeleton width={160} height={28} className="mb-5" />
      <div className="wl">
        <div className="stack g4">
          <div className="panel p-4">
            <Skeleton width="100%" height={110} />
          </div>
          <div className="panel stack g4 p-4">
            {[1, 2, 3, 4, 5].map((key) => (
              <Skeleton key={key} width="100%" height={28} />
            ))}
          </div>
        </div>
        <div className="panel p-4">
          <Skeleton width="100%" height={320} />
        </div>
      </div>
    </div>
  )
}
