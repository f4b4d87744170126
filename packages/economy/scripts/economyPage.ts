import { type AttackOutcome, parameterNames, parameterTable, type SimulatedYear, simulate, tryAttacks, worldNames, worldTable } from '../src/index.ts'
import { economyRules } from './economyRules.ts'

const programmeBps = 62n
const largerBps = [500n, 2_000n, 10_000n, 100_000n]
const settings = { providers: 500, years: 20, seed: 1 }
const wholeUnits = ['nodes', 'seconds', 'classes']

/** Returns the text of docs/economy.md: parameters, a simulation and the results of attacks, calculated again. A test compares the file with this text. */
export function economyPage(): string {
  return `# The economy: tokens, emission, votes

What PToken and G are, how serving is paid, and what the rules come to over twenty years and under attack. \`node packages/economy/scripts/writePage.ts\` writes this page; a test fails when it differs. The code: [\`packages/economy\`](../packages/economy) and [the contracts](contracts.md). Try other parameters: \`infinitio economy simulate --parameter rebateShare=0.5\`.

${economyRules}
## Parameters

Each within bounds that are in code; a vote can move it no further.

| parameter | shipped | least | most | unit | what it is |
| --- | ---: | ---: | ---: | --- | --- |
${parameterNames.map(parameterLine).join('\n')}

## Attacks

One hour in a world of 40 honest providers, with the shipped parameters and a programme of 0.62 % of what renters pay (three tenths of what comes into the surplus), by the integers that are paid. Gains are against the same hardware held honestly by separate providers. An attack pays when the rebate alone pays for it, or when it gets
more of a programme than its share of hardware and that pays for it.

| attack | what it does | more rebate | more of the programme | cost | of the programme | of the hardware | pays |
| --- | --- | ---: | ---: | ---: | ---: | ---: | --- |
${tryAttacks({ parameters: {}, programmeBps }).map(attackLine).join('\n')}

**Claimed hardware pays only where nobody proves hardware**, as in this simulation: a machine counts as what its provider registered while a program answers in its place. It gets a programme's share as if the hardware existed; the rebate is safe, since nobody rents
it and nothing is burned. Its bond comes back. Once validators attest [slots of GPU proofs](guides/proofs.md), time counts only for a GPU that passed a slot, so such a machine gets nothing. Sponsors of a market without slots should know this before they pay into a programme.

What this does not show: whoever really has hardware under names and sites that nobody can link escapes the anti-concentration, and gets at most its hardware's share; a bought vote can direct a programme to a class that the buyer serves, up to
the programme's budget, through a timelock and a veto.

**Lease factors move no programme**: its budget is shared by T without H and M ([118](adr/0118-compute-emission-to-the-same-integer-in-two-languages.md)), so that it may be as large as its sponsors like. Which attacks pay with a larger programme:

| programme, of what renters pay | attacks that pay |
| ---: | --- |
${largerBps.map(largerLine).join('\n')}

## Twenty years

${settings.providers} providers, daily steps, seed ${settings.seed}. Money in PToken, compute in GPUs of the reference. HHI, Gini and Nakamoto are of compute over providers; income is the median a GPU and year. Floats: what is paid follows the integers, to which a test
holds them within 1e-9.

| year | providers | compute | rented | price | supply | surplus | burned | rebates | programmes | G inflation | HHI | Gini | Nakamoto | largest | income |
| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
${simulate(settings).map(yearLine).join('\n')}

The world it is played in, none of which a vote sets:

| assumption | value | least | most | what it is |
| --- | ---: | ---: | ---: | --- |
${worldNames.map(worldLine).join('\n')}
`
}

function parameterLine(name: (typeof parameterNames)[number]): string {
  const { value, least, most, unit, what } = parameterTable[name]
  const shown = (amount: bigint) => (wholeUnits.includes(unit) ? grouped(Number(amount)) : `${Number(amount) / 1e18}`)
  return `| \`${name}\` | ${shown(value)} | ${shown(least)} | ${shown(most)} | ${unit.replace('PToken base units', 'PToken')} | ${what} |`
}

function worldLine(name: (typeof worldNames)[number]): string {
  const { value, least, most, what } = worldTable[name]
  return `| \`${name}\` | ${grouped(value)} | ${grouped(least)} | ${grouped(most)} | ${what} |`
}

function attackLine({ attack, what, rebateGain, programmeGain, cost, programmeShare, hardwareShare, isProfitable }: AttackOutcome): string {
  const amount = (value: bigint) => (Number(value) / 1e18).toFixed(4)
  const share = (value: bigint) => `${(Number(value) / 1e16).toFixed(2)} %`
  return `| ${attack} | ${what} | ${amount(rebateGain)} | ${amount(programmeGain)} | ${amount(cost)} | ${share(programmeShare)} | ${share(hardwareShare)} | ${isProfitable ? 'yes' : 'no'} |`
}

function largerLine(bps: bigint): string {
  const paying = tryAttacks({ parameters: {}, programmeBps: bps }).filter(({ isProfitable }) => isProfitable)
  return `| ${Number(bps) / 100} % | ${paying.map(({ attack }) => attack).join(', ') || 'none'} |`
}

function yearLine(year: SimulatedYear): string {
  const percent = (value: number) => `${(100 * value).toFixed(1)} %`
  const money = [year.supply, year.surplus, year.burned, year.rebates, year.programmes].map((value) => grouped(Math.round(value)))
  const shares = [percent(year.gInflation), year.hhi.toFixed(4), year.gini.toFixed(3), `${year.nakamoto}`, percent(year.largestShare)]
  const first = [`${year.year}`, `${year.activeProviders}`, grouped(Math.round(year.compute)), percent(year.utilisation), year.price.toFixed(2)]
  return `| ${[...first, ...money, ...shares, grouped(Math.round(year.medianIncome))].join(' | ')} |`
}

function grouped(value: number): string {
  const [whole = '', fraction] = `${value}`.split('.')
  return whole.replace(/\B(?=(\d{3})+$)/g, ',') + (fraction === undefined ? '' : `.${fraction}`)
}
