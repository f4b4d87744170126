/**
 * Test files that run only in `npm run test:long`, because each needs at least ten seconds of processor time. For each, another test file checks the same
 * behaviour with less data in every run; docs/samples.md names both.
 */
export const longOnly = [
  'packages/adapter-data/test/millionRows.test.ts',
  'apps/agent/test/containers/gvisor.test.ts',
  'apps/agent/test/containers/lifecycle.test.ts',
  'apps/agent/test/containers/preflight.test.ts',
  'apps/agent/test/containers/residue.test.ts',
  'apps/agent/test/containers/sshInContainer.test.ts',
  'apps/agent/test/mesh/ray.test.ts',
  'apps/agent/test/mesh/twoLeases.test.ts',
  'apps/api/test/machineProbes.test.ts',
  'apps/api/test/packedSdk.test.ts',
  'apps/api/test/pythonClient.test.ts',
  'apps/engine/test/adminUnderLoad.test.ts',
  'apps/engine/test/clockLeap.test.ts',
  'apps/engine/test/deepReorg.test.ts',
  'apps/engine/test/fastBlocks.test.ts',
  'apps/engine/test/killedWhileMatching.test.ts',
  'apps/engine/test/outsideSigner.test.ts',
  'apps/engine/test/randomActivity.test.ts',
  'apps/engine/test/simulation/siege/siege.test.ts',
  'apps/gateway/test/openssh/vscode.test.ts',
] as const
