import { refusal } from '@infinitio/sdk'
import { parseAddress } from '@infinitio/sdk/exit'
import { type CommonOptions, openClient, readWalletKey } from '../context/settings.ts'
import { table } from '../terminal/texts.ts'
import { printResult } from '../terminal/print.ts'
import { gText } from './gText.ts'
import { ptText } from '../wallet/moveMoney.ts'

const timeText = (unixSeconds: number) => new Date(unixSeconds * 1_000).toISOString()

/** Prints the reserve, G, the treasury and the rules of voting. */
export async function showGovern(options: CommonOptions): Promise<void> {
  const govern = await openClient(options).getGovern()
  const { reserve, dao } = govern
  const rows: [string, string][] = [
    ['Block', `${govern.blockNumber}`],
    ['Reserve', ptText(BigInt(reserve.reserve))],
    ['PToken supply', ptText(BigInt(reserve.supply))],
    ['Surplus', ptText(BigInt(reserve.surplus))],
  ]
  if (dao !== null)
    rows.push(
      ['G supply', gText(dao.supply)],
      ['Staked', gText(dao.staked)],
      ['Unstaking', gText(dao.unstaking)],
      ['Vesting', gText(dao.vesting)],
      ['Treasury', gText(dao.treasury.g)],
      ['', ptText(BigInt(dao.treasury.pToken))],
      ['Interest', `${(dao.interest.bps / 100).toFixed(2)} % a year`],
      ['Quorum', gText(dao.rules.quorum)],
      ['Any call from', `${gText(dao.rules.fullPowerStake)} staked`],
      ['A proposal locks, of a stake', gText(dao.rules.proposalBond)],
      ['Veto until', timeText(dao.rules.guardianUntil)],
    )
  printResult({ json: options.json, value: govern, text: table(rows, { right: [1] }) })
}

/** Prints stake, votes, unstaking and interest of an account, or of the wallet of the key file. Throws `api.bad_address`. */
export async function showStake(text: string | undefined, options: CommonOptions): Promise<void> {
  const account = parseAddress(text ?? readWalletKey(options).address)
  if (account === null) throw refusal('api.bad_address', { detail: text ?? '' })
  const found = await openClient(options).getGovernAccount(account.toLowerCase())
  const { stake, drawn } = found
  const rows: [string, string][] =
    stake === null
      ? [['No DAO', 'is deployed on this chain']]
      : [
          ['Staked', gText(stake.staked)],
          ['Of it bonded by proposals', gText(stake.bonded)],
          ['Votes', gText(stake.votes)],
          ['Delegate', stake.delegate],
          ['Unstaking', gText(stake.unstaking)],
          ...(stake.releaseAt === null ? [] : [['Paid from', timeText(stake.releaseAt)] satisfies [string, string]]),
          ['Interest', gText(stake.interest)],
          ['In the wallet', gText(stake.wallet)],
          ['Final', stake.final ? 'yes' : 'not yet'],
          ...(drawn?.lists ?? [])
            .filter(({ state }) => state !== 'out')
            .map(({ list, state, bond }): [string, string] => [`List ${list}`, `${state}, with a bond of ${gText(bond)}`]),
        ]
  printResult({ json: options.json, value: found, text: table(rows, { right: [1] }) })
}

/** Prints the payments that executed proposals made to an account, or to the wallet of the key file. Throws `api.bad_address`. */
export async function showGrants(text: string | undefined, options: CommonOptions): Promise<void> {
  const account = parseAddress(text ?? readWalletKey(options).address)
  if (account === null) throw refusal('api.bad_address', { detail: text ?? '' })
  const found = await openClient(options).getAccountGrants(account.toLowerCase())
  const rows = found.items.map(({ at, source, amount, proposal, title }) => [
    timeText(at),
    source === 'treasuryG' ? gText(amount) : ptText(BigInt(amount)),
    source === 'surplus' ? 'surplus' : 'treasury',
    `proposal ${proposal}: ${title}`,
  ])
  const none = 'No vote has paid this account.'
  printResult({
    json: options.json,
    value: found,
    text: rows.length === 0 ? none : table([['when', 'amount', 'from', 'by'], ...rows], { right: [1] }),
  })
}

/** Prints the treasury's income and payments of the last 30 days, the burned part of the fees, and the latest payments. */
export async function showTreasury(options: CommonOptions): Promise<void> {
  const found = await openClient(options).getTreasury()
  const sumOf = (key: 'ptIn' | 'ptOut' | 'gIn' | 'gOut' | 'burned') => found.days.reduce((sum, day) => sum + BigInt(day[key]), 0n)
  const rows: [string, string, string][] = [
    ['Came in, 30 days', ptText(sumOf('ptIn')), gText(sumOf('gIn'))],
    ['Went out, 30 days', ptText(sumOf('ptOut')), gText(sumOf('gOut'))],
    ['Fees burned, 30 days', ptText(sumOf('burned')), ''],
  ]
  const moves = found.moves.map(({ at, token, direction, amount, other, name, proposal }) => [
    new Date(at * 1_000).toISOString(),
    direction,
    token === 'pt' ? ptText(BigInt(amount)) : gText(amount),
    name ?? other,
    proposal === null ? '' : `proposal ${proposal.number}`,
  ])
  const shown = moves.length === 0 ? 'Nothing has moved yet.' : table([['when', '', 'amount', 'from or to', 'by'], ...moves], { right: [2] })
  const text = found.account === null ? 'No DAO is deployed on this chain.' : `${table(rows, { right: [1, 2] })}\n\n${shown}`
  printResult({ json: options.json, value: found, text })
}
