import { globSync } from 'node:fs'
import { createRequire } from 'node:module'
import hardhatToolboxViem from '@nomicfoundation/hardhat-toolbox-viem'
import { defineConfig } from 'hardhat/config'
import { compileTogether } from './scripts/compileTogether.ts'

// The compiler comes from npm; nothing is downloaded.
const compiler = { version: '0.8.37', path: createRequire(import.meta.url).resolve('solc/soljson.js') }

/** Under mutation testing, see mutation/: code that holds a thousand switches compiles in a minute only unoptimised, and runs are short. */
const mutated = process.env.MUTATED === '1'

/** What we deploy: `runs` weighs the gas of a call against the size of the code. */
const product = (runs: number) => ({
  ...compiler,
  settings: {
    optimizer: mutated ? { enabled: false } : { enabled: true, runs },
    viaIR: true,
    evmVersion: 'cancun',
    // Bytecode that depends on the code alone, so that it can be compared and checked in.
    metadata: { bytecodeHash: 'none', appendCBOR: false },
    outputSelection: { '*': { '*': ['storageLayout'] } },
  },
})

/** The tests themselves compile fast; what they test is deployed from the product's artifacts (`vm.getCode`). */
const test = { ...compiler, settings: { optimizer: { enabled: false }, viaIR: false, evmVersion: 'cancun' } }
const testFiles = globSync('test/**/*.sol', { cwd: import.meta.dirname })

/** How much is tried: a test that says so itself, of one profile or both, has its own numbers. A handler that reverts is a broken handler. */
const sample = ({ fuzzRuns, invariantRuns }: { fuzzRuns: number; invariantRuns: number }) => ({
  fuzz: { runs: mutated ? 32 : fuzzRuns },
  // Vectors that the TypeScript twins of our libraries computed.
  fsPermissions: { readDirectory: ['../packages/domain/vectors'] },
  // The invariants run after each call.
  invariant: { runs: invariantRuns, depth: 500, failOnRevert: true },
})

export default defineConfig({
  plugins: [hardhatToolboxViem, compileTogether(testFiles)],
  paths: {
    sources: './src',
    tests: { solidity: './test', nodejs: './test/flows' },
  },
  test: {
    solidity: {
      profiles: {
        default: sample({ fuzzRuns: 64, invariantRuns: 24 }),
        // What `npm run test:long` asks for: a million calls in each campaign.
        long: sample({ fuzzRuns: 20_000, invariantRuns: 2_000 }),
      },
    },
  },
  solidity: {
    splitTestsCompilation: true,
    compilers: [product(800)],
    overrides: {
      ...Object.fromEntries(testFiles.map((file) => [file, test])),
      // The market's hot paths, and what is called seldom: each as near to its bound of 24,576 bytes as it must be.
      'src/Market.sol': product(100_000),
      // A settle and each draw of a committee ask it.
      'src/Directory.sol': product(100_000),
      'src/MarketAnnex.sol': product(1),
      // Every provider claims once an epoch.
      'src/Emission.sol': product(100_000),
    },
  },
})
