import { exactCoin, exactPt, type ExitState } from '@infinitio/sdk/exit'
import { Fragment } from 'react'
import { momentText } from './momentText.ts'

/** What the account has now, to the last unit, and as of which block. */
export function HoldingsPanel({ state }: { readonly state: ExitState }) {
  const { markets, leases, bonds, wallets } = state
  const balance = markets.reduce((total, market) => total + market.balance, 0n)
  const held = bonds.filter(({ bonded, unbonding }) => bonded + unbonding > 0n)
  return (
    <section className="panel" aria-labelledby="holdings">
      <header>
        <h2 id="holdings">What is yours</h2>
        <span className="end">
          Block {state.block.toString()}, {momentText(state.now)}
        </span>
      </header>
      <dl className="lines">
        <Line name="Market balance" value={exactPt(balance)} />
        <Line name="Live leases" value={leases.length === 0 ? 'None' : leases.map(({ leaseId }) => leaseId).join(', ')} />
        {held.map(({ vault, purpose, bonded, unbonding }) => (
          <Line key={`${vault}${purpose}`} name={`${purpose} bond`} value={`${exactPt(bonded)} bonded, ${exactPt(unbonding)} waiting`} />
        ))}
        {wallets.map((wallet) => (
          <Fragment key={wallet.pToken}>
            <Line name="Wallet" value={exactPt(wallet.units)} />
            <Line name="Wallet, reserve coin" value={exactCoin(wallet.coinUnits, wallet)} />
          </Fragment>
        ))}
      </dl>
    </section>
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
