import { exactCoin, exactPt, type ExitState } from '@infinitio/sdk/exit'
import { Fragment } from 'react'
import { useWords } from '../texts/useTexts.ts'
import { momentText } from './momentText.ts'

/** Shows the account's current holdings exactly, and the block that they were read at. */
export function HoldingsPanel({ state }: { readonly state: ExitState }) {
  const words = useWords()
  const { markets, leases, bonds, wallets } = state
  const balance = markets.reduce((total, market) => total + market.balance, 0n)
  const held = bonds.filter(({ bonded, unbonding }) => bonded + unbonding > 0n)
  return (
    <section className="panel" aria-labelledby="holdings">
      <header>
        <h2 id="holdings">{words.yours}</h2>
        <span className="end">{words.asOf(state.block, momentText(state.now, words))}</span>
      </header>
      <dl className="lines">
        <Line name={words.balance} value={exactPt(balance)} />
        <Line name={words.leases} value={leases.length === 0 ? words.none : leases.map(({ leaseId }) => leaseId).join(', ')} />
        {held.map(({ vault, purpose, bonded, unbonding }) => (
          <Line key={`${vault}${purpose}`} name={words.bond(purpose)} value={words.bonded(exactPt(bonded), exactPt(unbonding))} />
        ))}
        {wallets.map((wallet) => (
          <Fragment key={wallet.pToken}>
            <Line name={words.wallet} value={exactPt(wallet.units)} />
            <Line name={words.coin} value={exactCoin(wallet.coinUnits, wallet)} />
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
