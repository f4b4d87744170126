import { exactCoin, exactG, exactPt, type ExitHosting, type ExitLedger, type ExitPool, type ExitState } from '@infinitio/sdk/exit'
import { Fragment } from 'react'
import { useTexts } from '../texts/useTexts.ts'
import { momentText } from './momentText.ts'

/** Shows the account's current holdings exactly, and the block that they were read at. */
export function HoldingsPanel({ state }: { readonly state: ExitState }) {
  const texts = useTexts()
  const { markets, leases, bonds, ledgers, pools, hosting, dues, wallets } = state
  const balance = markets.reduce((total, market) => total + market.balance, 0n)
  const held = bonds.filter(({ bonded, unbonding }) => bonded + unbonding > 0n)
  return (
    <section className="panel" aria-labelledby="holdings">
      <header>
        <h2 id="holdings">{texts.yours}</h2>
        <span className="end">{texts.asOf(state.block, momentText(state.now, texts))}</span>
      </header>
      <dl className="lines">
        <Line name={texts.balance} value={exactPt(balance)} />
        <Line name={texts.leases} value={leases.length === 0 ? texts.none : leases.map(({ leaseId }) => leaseId).join(', ')} />
        {held.map(({ vault, purpose, bonded, unbonding }) => (
          <Line key={`${vault}${purpose}`} name={texts.bond(purpose)} value={texts.bonded(exactPt(bonded), exactPt(unbonding))} />
        ))}
        {ledgers.map((ledger) => (
          <LedgerLines key={ledger.ledger} state={ledger} />
        ))}
        {pools.map((pool) => (
          <PoolLines key={pool.pool} state={pool} />
        ))}
        {hosting.map((pool) => (
          <HostingLines key={pool.hosting} state={pool} />
        ))}
        {dues.map(({ contract, act, asset, amount, from, data }, at) => {
          const text = asset === 'G' ? exactG(amount) : exactPt(amount)
          const value = from > state.now ? texts.waitsUntil(text, momentText(from, texts)) : text
          return <Line key={`${contract}${data ?? at}`} name={texts.due(act)} value={value} />
        })}
        {wallets.map((wallet) => (
          <Fragment key={wallet.pToken}>
            <Line name={texts.wallet} value={exactPt(wallet.units)} />
            <Line name={texts.coin} value={exactCoin(wallet.coinUnits, wallet)} />
          </Fragment>
        ))}
        {ledgers.slice(0, 1).map(({ walletG }) => walletG > 0n && <Line key="G" name={texts.wallet} value={exactG(walletG)} />)}
      </dl>
    </section>
  )
}

/** Shows what the account has in a service ledger. Leaves out what is empty. */
function LedgerLines({ state: { pots, channels, services } }: { readonly state: ExitLedger }) {
  const texts = useTexts()
  return (
    <>
      {pots.PToken > 0n && <Line name={texts.pot} value={exactPt(pots.PToken)} />}
      {pots.G > 0n && <Line name={texts.pot} value={exactG(pots.G)} />}
      {channels.map(({ channel, facts, left, exitAt }) => {
        const amount = facts.asset === 'G' ? exactG(left) : exactPt(left)
        return (
          <Line key={channel} name={texts.channel(channel)} value={exitAt === 0n ? amount : texts.closesFrom(amount, momentText(exitAt, texts))} />
        )
      })}
      {services.map(({ service, bond, outAt }) => {
        const amount = exactPt(bond)
        return (
          <Line key={service} name={texts.serviceBond(service)} value={outAt === 0n ? amount : texts.waitsUntil(amount, momentText(outAt, texts))} />
        )
      })}
    </>
  )
}

/** Shows what the account has in a task pool. Leaves out what is empty. */
function PoolLines({ state: { balance, bonded, locked, young, leaving, batches } }: { readonly state: ExitPool }) {
  const texts = useTexts()
  const refund = batches.reduce((total, batch) => total + batch.refund, 0n)
  return (
    <>
      {balance > 0n && <Line name={texts.pool} value={exactPt(balance)} />}
      {refund > 0n && <Line name={texts.batches} value={exactPt(refund)} />}
      {bonded + young + leaving > 0n && (
        <Line name={texts.stake} value={texts.stakeParts(exactPt(bonded), exactPt(locked), exactPt(young), exactPt(leaving))} />
      )}
    </>
  )
}

/** Shows the unclaimed shares and the own programmes of an account in a hosting pool. */
function HostingLines({ state: { shares, programmes } }: { readonly state: ExitHosting }) {
  const texts = useTexts()
  const open = shares.reduce((total, { amount }) => total + amount, 0n)
  return (
    <>
      {open > 0n && <Line name={texts.shares} value={exactPt(open)} />}
      {programmes.map(({ programme, refund, refundAt }) => (
        <Line key={programme} name={texts.programme(programme)} value={texts.backFrom(exactPt(refund), momentText(refundAt, texts))} />
      ))}
    </>
  )
}

function Line({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}
