import {
  acceptTaskCall,
  addTaskStakeCall,
  answerRunCall,
  commitTaskCall,
  type ContractCall,
  depositToPoolCall,
  nameKey,
  pTokenAbi,
  readTaskPool,
  revealTaskCall,
  ripenTaskStakeCall,
  settleTaskCall,
  showRunCall,
  stakeVaultAbi,
  submitBatchCall,
  takeRunCall,
  taskPoolAbi,
} from '@infinitio/chain'
import { setNativeBalances } from '@infinitio/chain/node'
import { type TestKey, testKey } from '@infinitio/chain/test'
import {
  type Address,
  hashStoreReceipt,
  hex32,
  pTokenUnits,
  structToChain,
  type TaskBatch,
  taskBatchStruct,
  unixSeconds,
  durationSeconds,
} from '@infinitio/domain'
import { encodeFunctionData, keccak256, maxUint256, parseEther, toBytes, zeroHash } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { GasParties } from './gasParties.ts'

const word = (name: string) => hex32(keccak256(toBytes(name)))
const [root, salt, answer] = [word('root'), word('salt'), word('answer')]
const [workerNode, auditorNode] = [testKey('pool worker node'), testKey('pool auditor node')]
const stakeUnits = 500n * 10n ** 9n
/** Numbers of blocks to wait: until every account may take the task, and until the task continues without an audit that nobody took. */
const [dueBlocks, auditOverBlocks] = [30, 210]

/** The parties of a task: the chain, the pool, the provider that works and the provider that audits. */
type Standing = { readonly parties: GasParties; readonly pool: Address; readonly worker: TestKey; readonly auditor: TestKey }

/**
 * Measures the gas of whole transactions of one task of 64 chunks. `taskAudit` is the sum of taking, answering and showing the audit. Flows with `…Fresh` are
 * measured on the first task of this worker, auditor and submitter; all others on their second task. On a second task, all written storage words already have a
 * value, except the words of the task itself.
 */
export async function poolFlows(): Promise<Record<string, number>> {
  const parties = await GasParties.start()
  try {
    const at = await standUp(parties)
    const first = await playTask(at, 'first')
    const second = await playTask(at, 'second')
    return { ...second, taskSubmitFresh: first.taskSubmit, taskSettleFresh: first.taskSettle }
  } finally {
    await parties.chain.stop()
  }
}

/** Deploys the pool, and gives worker and auditor a node, money and a ripe stake each. */
export async function standUp(parties: GasParties): Promise<Standing> {
  const { chain, client } = parties
  const { deployer, provider } = chain.keys
  await parties.deployDao()
  const pool = await readTaskPool(client, chain.addresses.directory)
  if (pool === null) throw new Error('a deployment has a task pool')
  await setNativeBalances(client, { accounts: [workerNode.address, auditorNode.address], amount: parseEther('1') })
  const { pToken, stakeVault } = chain.addresses
  const give = encodeFunctionData({ abi: pTokenAbi, functionName: 'transfer', args: [deployer.address, parseEther('4000')] })
  await parties.gasOf(provider, { to: pToken, data: give })
  for (const [key, node] of [
    [provider, workerNode],
    [deployer, auditorNode],
  ] as const) {
    await approve(parties, { key, spender: stakeVault })
    const bond = encodeFunctionData({ abi: stakeVaultAbi, functionName: 'bond', args: [nameKey('Provider'), parseEther('2000')] })
    await parties.gasOf(key, { to: stakeVault, data: bond })
    await parties.gasOf(key, parties.registerCall(node.address))
    await approve(parties, { key, spender: pool })
    await parties.gasOf(key, depositToPoolCall({ pool, account: key.address, amount: parseEther('1000') }))
    await parties.gasOf(key, addTaskStakeCall({ pool, units: stakeUnits }))
  }
  await parties.travel(3_600n)
  for (const key of [provider, deployer]) await parties.gasOf(key, ripenTaskStakeCall({ pool, provider: key.address }))
  return { parties, pool, worker: provider, auditor: deployer }
}

async function approve(parties: GasParties, { key, spender }: { key: TestKey; spender: Address }): Promise<void> {
  const data = encodeFunctionData({ abi: pTokenAbi, functionName: 'approve', args: [spender, maxUint256] })
  await parties.gasOf(key, { to: parties.chain.addresses.pToken, data })
}

/** The gas of each call of a task, which `playTask` returns. */
type TaskGas = Record<'taskSubmit' | 'taskAccept' | 'taskCommit' | 'taskReveal' | 'taskSettle' | 'taskAudit', number>

/**
 * Plays one task from its submission to its payment. The key `sender` submits the task and pays for it from its deposit in the pool, which the auditor's key
 * pays in first. `send` sends each call of the task and returns its gas.
 */
export async function playTask(
  { parties, pool, worker, auditor }: Standing,
  name: string,
  send = (key: TestKey, call: ContractCall) => parties.gasOf(key, call),
): Promise<TaskGas> {
  const { chain, client } = parties
  const submitter = chain.keys.sender
  await parties.gasOf(auditor, depositToPoolCall({ pool, account: submitter.address, amount: parseEther('100') }))
  const batch: TaskBatch = { ...batchOf(submitter.address, await parties.now()), salt: word(name), storeKey: chain.keys.receipt.address }
  const task = { pool, batch, index: 0 }
  const read = { address: pool, abi: taskPoolAbi } as const
  const taskSubmit = await send(submitter, submitBatchCall(task))
  await chain.mine(dueBlocks)
  const taskAccept = await send(workerNode, acceptTaskCall({ ...task, provider: worker.address }))
  const batchId = await client.readContract({ ...read, functionName: 'batchIdOf', args: [structToChain(taskBatchStruct, batch)] })
  const id = await client.readContract({ ...read, functionName: 'taskIdOf', args: [batchId, 0n] })
  const commitment = hex32(await client.readContract({ ...read, functionName: 'commitmentOf', args: [id, 1, worker.address, root, salt] }))
  const digest = hashStoreReceipt({ task: hex32(id), tries: 1, commitment }, { chainId: chain.chainId, pool })
  const receipt = await privateKeyToAccount(chain.keys.receipt.privateKey).sign({ hash: digest })
  const taskCommit = await send(workerNode, commitTaskCall({ ...task, commitment, receipt }))
  await chain.mine(dueBlocks)
  const run = { ...task, place: 0 }
  const taken = await send(auditorNode, takeRunCall({ ...run, provider: auditor.address }))
  await chain.mine(dueBlocks)
  const args = [id, 0n, auditor.address, answer, zeroHash, salt] as const
  const answered = await send(
    auditorNode,
    answerRunCall({ ...run, commitment: hex32(await client.readContract({ ...read, functionName: 'answerCommitmentOf', args })) }),
  )
  await chain.mine(auditOverBlocks)
  const taskReveal = await send(workerNode, revealTaskCall({ ...task, root, salt, answer }))
  const shown = await send(auditorNode, showRunCall({ ...run, root, workerAnswer: answer, answer, fresh: hex32(zeroHash), salt }))
  await parties.travel(3_600n)
  const taskSettle = await send(submitter, settleTaskCall(task))
  return { taskSubmit, taskAccept, taskCommit, taskReveal, taskSettle, taskAudit: taken + answered + shown }
}

function batchOf(submitter: Address, now: bigint): Omit<TaskBatch, 'salt' | 'storeKey'> {
  return {
    submitter,
    adapter: word('adapter'),
    inputRoot: word('input'),
    classMask: 1n << 4n,
    refClass: 4,
    chunks: 64,
    count: 4,
    minVramGib: 0,
    minTier: 0,
    reward: pTokenUnits(parseEther('1')),
    verifyShare: pTokenUnits(parseEther('0.2')),
    tip: pTokenUnits(0n),
    runSeconds: durationSeconds(600n),
    fetchSeconds: 600,
    deadline: unixSeconds(now + 86_400n),
  }
}
