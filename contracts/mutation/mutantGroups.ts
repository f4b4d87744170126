/** Sources whose mutants are compiled and tried together, and the test files that judge them. Both are globs below `contracts`. */
export type MutantGroup = { readonly sources: readonly string[]; readonly tests: string }

/**
 * The groups of `runMutation.ts`, by name. A group lists only the tests of its sources. A mutant that these tests do not notice counts as missed, even if other
 * tests would notice it.
 */
export const mutantGroups: Readonly<Record<string, MutantGroup>> = {
  market: {
    sources: [
      'src/PToken.sol',
      'src/Market*.sol',
      'src/abstracts/{Market,Annex}*.sol',
      'src/libraries/{Calendar,Fee,Lease,Match,Order,SettleItem}Lib.sol',
    ],
    tests: 'test/{concrete,fuzz}/**/*.t.sol',
  },
  programmes: {
    sources: ['src/{Bounties,CarbonRegistry,FeeSplitter,FuturesCommitment,GToken,Incubator,ModelPayments,Reputation,Vesting}.sol'],
    tests: 'test/concrete/{bounties,carbonRegistry,feeSplitter,futuresCommitment,gToken,incubator,modelPayments,reputation,vesting}/*.t.sol',
  },
  emissionMath: {
    sources: ['src/libraries/EmissionMath.sol'],
    tests: 'test/{fuzz/emission,concrete/emission/*}.t.sol',
  },
  ledger: {
    sources: [
      'src/{Findings,HostingPool,ServiceLedger,VoucherVerifier}.sol',
      'src/abstracts/Ledger*.sol',
      'src/libraries/{ChannelWord,Hosting,ProvenRows,ServiceMoney,ServiceRows}Lib.sol',
    ],
    tests: 'test/{concrete/{findings,hostingPool,serviceLedger}/*,fuzz/{hostingMoney,hostingProgrammes,serviceVectors}}.t.sol',
  },
  pool: {
    sources: ['src/{TaskPool,TaskVerifier}.sol', 'src/abstracts/Pool*.sol', 'src/libraries/{TaskDraw,TaskAudit,TaskMoney,ChunkTree}Lib.sol'],
    tests: 'test/{concrete/taskPool/*,fuzz/taskVectors}.t.sol',
  },
  court: {
    sources: ['src/DisputeCourt.sol', 'src/abstracts/JuryTrials.sol'],
    tests: 'test/{concrete/disputeCourt/*,concrete/reentrancy/disputes,liveness/disputeLiveness}.t.sol',
  },
}
