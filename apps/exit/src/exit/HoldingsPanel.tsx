import { exactCoin, exactPt, type ExitState } from '@infinitio/sdk/exit'
import { Fragment } from 'react'
import { useTexts } from '../texts/useTexts.ts'
import { momentText } from './momentText.ts'

/** Shows the account's current holdings exactly, and the block that they were read at. */
export function HoldingsPanel({ state }: { readonly state: ExitState }) {
  const texts = useTexts()
  const { markets, leases, bonds, wallets } = state
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
        {wallets.map((wallet) => (
          <Fragment key={wallet.pToken}>
            <Line name={texts.wallet} value={exactPt(wallet.units)} />
            <Line name={texts.coin} value={exactCoin(wallet.coinUnits, wallet)} />
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
