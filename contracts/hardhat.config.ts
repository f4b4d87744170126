import { globSync } from 'node:fs'
import { createRequire } from 'node:module'
import hardhatToolboxViem from '@nomicfoundation/hardhat-toolbox-viem'
import { defineConfig } from 'hardhat/config'
import { compileTogether } from './scripts/compileTogether.ts'
import { hardhatFolders } from './scripts/hardhatFolders.ts'
import { reuseCompiled } from './scripts/reuseCompiled.ts'

// Uses the compiler from npm, so that Hardhat downloads nothing.
const compiler = { version: '0.8.37', path: createRequire(import.meta.url).resolve('solc/soljson.js') }

/**
 * True in a run of mutation testing (see mutation/). The mutated code has a thousand switches, and it compiles within a minute only without the optimiser.
 * Mutation testing also runs each fuzz test fewer times.
 */
const mutated = process.env.MUTATED === '1'

/** Settings of deployed contracts. `runs` weighs the gas of calls against the size of the code. */
const product = (runs: number) => ({
  ...compiler,
  settings: {
    optimizer: mutated ? { enabled: false } : { enabled: true, runs },
    viaIR: true,
    evmVersion: 'cancun',
    // Makes bytecode that depends only on the code, so that it can be compared and committed.
    metadata: { bytecodeHash: 'none', appendCBOR: false },
    outputSelection: { '*': { '*': ['storageLayout'] } },
  },
})

/** Settings of the tests, for fast compilation. Tests deploy the contracts under test from the product's artifacts (`vm.getCode`). */
const test = { ...compiler, settings: { optimizer: { enabled: false }, viaIR: false, evmVersion: 'cancun' } }
const testFiles = globSync('test/**/*.sol', { cwd: import.meta.dirname })
/** The files of the checker of GPU proofs. They compile separately with their own settings: together with all others, the compiler would need minutes. */
const checkerFiles = globSync('src/**/{Proof,IProof,BlockHeader}*.sol', { cwd: import.meta.dirname })
/** The files of the dispute court, which compile separately, because together with all others the compiler would need minutes. */
const courtFiles = globSync('src/**/{DisputeCourt,IDisputeCourt,JuryTrials,IJuryTrials,Trial,Tally}*.sol', { cwd: import.meta.dirname })

/**
 * The files of the task pool, which compile separately, because together with all others the compiler would need minutes. They have few `runs`, which gives
 * small code, because both contracts are near the largest size.
 */
const poolFiles = globSync('src/**/{TaskPool,TaskVerifier,TaskQueue,ITask,Pool,TaskDraw,TaskAudit,TaskMoney,ChunkTree}*.sol', {
  cwd: import.meta.dirname,
})

/**
 * The files of the service ledger and of findings (accusations against AI services), which compile separately, because together with all others the compiler
 * would need minutes.
 */
const ledgerFiles = globSync(
  'src/**/{Findings,IFindings,ServiceLedger,IServiceLedger,ServiceMoney,ServiceRows,ChannelWord,Ledger,VoucherVerifier,IVoucherVerifier,ProvenRows}*.sol',
  {
    cwd: import.meta.dirname,
  },
)

/** Returns the settings of one test profile: how often fuzz and invariant tests run. A single test can state other numbers in its comment. */
const sample = ({ fuzzRuns, invariantRuns }: { fuzzRuns: number; invariantRuns: number }) => ({
  fuzz: { runs: mutated ? 32 : fuzzRuns },
  // The tests may read the test vectors, which the TypeScript versions of the libraries calculated.
  fsPermissions: { readDirectory: ['../packages/domain/vectors'] },
  // Each invariant is checked after each call. A handler that reverts fails its test.
  invariant: { runs: invariantRuns, depth: 500, failOnRevert: true },
})

export default defineConfig({
  plugins: [hardhatToolboxViem, compileTogether(testFiles, checkerFiles, courtFiles, poolFiles, ledgerFiles), reuseCompiled],
  paths: {
    sources: './src',
    tests: { solidity: './test', nodejs: './test/flows' },
    ...hardhatFolders,
  },
  test: {
    solidity: {
      profiles: {
        default: sample({ fuzzRuns: 64, invariantRuns: 12 }),
        // For `npm run test:long`: a million calls for each group of invariants.
        long: sample({ fuzzRuns: 20_000, invariantRuns: 2_000 }),
      },
    },
  },
  solidity: {
    splitTestsCompilation: true,
    compilers: [product(800)],
    overrides: {
      ...Object.fromEntries(testFiles.map((file) => [file, test])),
      ...Object.fromEntries(checkerFiles.map((file) => [file, product(800)])),
      ...Object.fromEntries(courtFiles.map((file) => [file, product(800)])),
      ...Object.fromEntries(poolFiles.map((file) => [file, product(100)])),
      // A service settles many rows in each call, so cheap calls matter more than small code.
      ...Object.fromEntries(ledgerFiles.map((file) => [file, product(10_000)])),
      // Many `runs` make calls cheap but code large. The market's most used functions get many, rarely called code gets few. Each contract must stay below
      // 24,576 bytes.
      'src/Market.sol': product(100_000),
      // Every settle calls the Directory.
      'src/Directory.sol': product(100_000),
      'src/MarketAnnex.sol': product(1),
      // Providers claim often, so cheap claims matter.
      'src/Emission.sol': product(100_000),
    },
  },
})
