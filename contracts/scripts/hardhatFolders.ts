/** True under `npm test`. Then sources that `generate.ts` has compiled are not compiled again (see reuseCompiled.ts). */
export const isReusing = process.env.CONTRACTS_REUSE === '1'

/** The folders that Hardhat writes, below contracts. Artifacts from checked-in code have separate folders, because they lack code sizes and storage layouts. */
export const hardhatFolders = isReusing
  ? { artifacts: 'cache/reused/artifacts', cache: 'cache/reused/cache' }
  : { artifacts: 'artifacts', cache: 'cache' }
