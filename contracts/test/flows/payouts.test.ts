import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, it } from 'node:test'
import { contractsFolder } from '../../scripts/buildContracts.ts'

/** A function in a contract's source. `head` is the text from its name to its body. */
type SourceFunction = { readonly name: string; readonly head: string; readonly body: string }

const textOf = (file: string): string => readFileSync(join(contractsFolder, file), 'utf8')
const sources = new Map(globSync('src/{*,abstracts/*}.sol', { cwd: contractsFolder }).map((file) => [basename(file, '.sol'), textOf(file)]))
const tests = globSync('test/concrete/reentrancy/*.t.sol', { cwd: contractsFolder }).map(textOf)

/** Matches calls that move one of this project's tokens or the reserve coin. */
const MOVES = /\.(safeTransfer|safeTransferFrom|burn|mintSurplus|mintInterest)\(/

function functionsOf(text: string): SourceFunction[] {
  return [...text.matchAll(/\n {4}function (\w+)\(([^{;]*)\{([\s\S]*?)\n {4}\}/g)].map(([, name = '', head = '', body = '']) => ({
    name,
    head,
    body,
  }))
}

/** Returns the functions of a contract, including those that it inherits from this project's contracts. */
function allFunctionsOf(contract: string): SourceFunction[] {
  const text = sources.get(contract) ?? ''
  const bases = /contract \w+ is ([^{]*)\{/.exec(text)?.[1]?.match(/\w+/g) ?? []
  return [...functionsOf(text), ...bases.flatMap(allFunctionsOf)]
}

/** Returns the interfaces of a contract, including inherited ones, and the one with the contract's name. */
function interfacesOf(contract: string): string[] {
  const bases = /contract \w+ is ([^{]*)\{/.exec(sources.get(contract) ?? '')?.[1]?.match(/\w+/g) ?? []
  return [`I${contract}`, ...bases.filter((name) => /^I[A-Z]/.test(name)), ...bases.flatMap((name) => (sources.has(name) ? interfacesOf(name) : []))]
}

/** Returns the external functions that move tokens, directly or through functions of the same contract. */
function moversOf(contract: string): SourceFunction[] {
  const functions = allFunctionsOf(contract)
  const moving = new Set<string>()
  const moves = ({ body }: SourceFunction): boolean =>
    MOVES.test(body) || [...body.matchAll(/\b(\w+)\(/g)].some(([, called = '']) => moving.has(called))
  for (let size = -1; size < moving.size; ) {
    size = moving.size
    for (const it of functions) if (moves(it)) moving.add(it.name)
  }
  return functions.filter(({ name, head }) => moving.has(name) && /\b(external|public)\b/.test(head))
}

/** All contracts except the Market, whose functions have a separate guard, and PToken; reentrancy.t.sol tests those. */
const contracts = [...sources].filter(([name, text]) => !/^Market|^PToken$/.test(name) && !text.includes('abstract contract')).map(([name]) => name)
const movers = contracts.flatMap((contract) => moversOf(contract).map((it) => ({ contract, ...it })))

/** Returns true if a test calls the function with a token that calls back into the contract. */
const isTried = ({ contract, name }: { contract: string; name: string }): boolean => {
  const called = new RegExp(`encodeCall\\(\\s*(${interfacesOf(contract).join('|')})\\.${name},`)
  return tests.some((text) => called.test(text) && new RegExp(`_moves\\([^;]*\\b_?${name}(Of|To)?\\b`).test(text))
}

const namesOf = (list: typeof movers): string[] => list.map(({ contract, name }) => `${contract}.${name}`)

describe('protects functions that move tokens', () => {
  it('guards each of them against re-entry', () => {
    assert.ok(movers.length >= 50, `found only ${movers.length}`)
    assert.deepEqual(namesOf(movers.filter(({ head }) => !/\bnonReentrant\b/.test(head))), [])
  })

  it('tests each of them with a token that calls back', () => {
    assert.deepEqual(namesOf(movers.filter((it) => !isTried(it))), [])
  })
})
