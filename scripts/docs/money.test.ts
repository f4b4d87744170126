import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { dueContracts } from '../../packages/sdk/src/exit/dues/exitDue.ts'
import { exitContracts } from '../../packages/sdk/src/exit/findPositions.ts'
import { checkout } from '../start/dataFolder.ts'
import { moneyContracts } from './moneyContracts.ts'
import { codeIn, tableRows, textOf } from './tableRows.ts'

const pages = [
  ['docs/guides/where-money-is.md', 'Contracts that hold money', /^Exit\b/, 'The exit takes what is due'],
  ['docs/zh/guides/where-money-is.md', '持有资金的合约', /^退出/, '退出会领取到期部分'],
] as const
/** The treasury. It holds tokens, but has no function that moves them: it executes what a vote decided. */
const treasury = 'Timelock'

it.each(pages)('%s has a row for each contract that can hold tokens', (page, heading) => {
  const listed = tableRows(textOf(page), heading).flatMap(([names = '']) => codeIn(names))
  expect(listed.toSorted()).toEqual([...moneyContracts(checkout), treasury].toSorted())
})

it.each(pages)('%s names a step of the exit for exactly the contracts that the exit searches', (page, heading, exits, takes) => {
  const rows = tableRows(textOf(page), heading)
  const namesOf = (found: string[][]) => found.map(([names = '']) => codeIn(names)[0]).toSorted()
  expect(namesOf(rows.filter(([, , way = '']) => exits.test(way)))).toEqual([...exitContracts, 'PToken'].toSorted())
  expect(namesOf(rows.filter(([, , way = '']) => way.includes(takes)))).toEqual([...dueContracts].toSorted())
})

it.each(pages)('%s names functions that exist in the contract of each row', (page, heading) => {
  for (const [names = '', , way = ''] of tableRows(textOf(page), heading)) {
    const code = codeIn(names).map((name) => [name, ...parts(name)].map((part) => textOfContract(part)).join('\n'))
    for (const called of codeIn(way)) expect(code.join('\n'), `${names}: ${called}`).toMatch(new RegExp(`function ${called}\\(`))
  }
})

it('finds a contract that pays out tokens, and one that inherits such code', () => {
  const root = mkdtempSync(join(tmpdir(), 'infinitio-money-'))
  const files = {
    'Plain.sol': 'contract Plain { function mint() external {} }',
    'Passing.sol': 'contract Passing { function pay() external { TOKEN.safeTransferFrom(msg.sender, payee, 1); } }',
    'Vault.sol': 'contract Vault { function take() external { TOKEN.safeTransferFrom(msg.sender, address(this), 1); } }',
    'Heir.sol': 'import {Middle} from "./abstracts/Middle.sol";\ncontract Heir is Middle {}',
    'abstracts/Middle.sol': 'import {Payer} from "./Payer.sol";\nabstract contract Middle is Payer {}',
    'abstracts/Payer.sol': 'abstract contract Payer { function out() external { TOKEN.safeTransfer(msg.sender, 1); } }',
  }
  try {
    for (const [path, text] of Object.entries(files)) {
      const file = join(root, 'contracts/src', path)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, text)
    }
    expect(moneyContracts(root)).toEqual(['Heir', 'Vault'])
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
})

/** Returns the abstract contracts whose functions a contract has, by the prefixes of their names. */
function parts(name: string): string[] {
  const prefixes: Readonly<Record<string, readonly string[]>> = {
    Panels: ['PanelMembers'],
    DisputeCourt: ['JuryTrials'],
    Emission: ['EmissionEpochs', 'EmissionBudgets'],
  }
  return (prefixes[name] ?? []).map((part) => `abstracts/${part}`)
}

function textOfContract(name: string): string {
  return textOf(`contracts/src/${name}.sol`)
}
