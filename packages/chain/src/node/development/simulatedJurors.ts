import { address, type Address } from '@infinitio/domain'
import { concat, encodeFunctionData, type Hex, keccak256, parseEther, toHex } from 'viem'
import { privateKeyToAddress } from 'viem/accounts'
import { courtEntry } from '../../addresses/contractEntries.ts'
import { nameKey } from '../../addresses/directoryNames.ts'
import { gTokenAbi } from '../../generated/gTokenAbi.ts'
import { panelsAbi } from '../../generated/panelsAbi.ts'
import { createChainClient } from '../createChainClient.ts'
import { auditStart } from '../deployment/planAudits.ts'
import { sendCalls } from '../sending/sendCalls.ts'
import { developmentChainId } from './developmentChainId.ts'
import { setNativeBalances } from './setNativeBalances.ts'

/** Number of simulated jurors: enough for a jury of five, and for another one of fifteen without these five. */
const jurorCount = 20
const callGas = 400_000n

/** The key of a simulated juror, and its address. */
export type SimulatedJuror = { readonly address: Address; readonly privateKey: Hex }

/** Returns the simulated jurors of a development chain, from one seed of 32 bytes. Pure. */
export function simulatedJurors(seed: Hex): readonly SimulatedJuror[] {
  return Array.from({ length: jurorCount }, (_, index) => {
    const privateKey = keccak256(concat([seed, toHex(index, { size: 32 })]))
    return { address: address(privateKeyToAddress(privateKey).toLowerCase()), privateKey }
  })
}

/**
 * Gives the simulated jurors coins and the least bond, and lets each join the list of jurors. The deployer's key must hold G. Throws on any chain that is not a
 * development chain.
 */
export async function seatSimulatedJurors(input: {
  rpcUrl: string
  governance: { readonly gToken: Address; readonly panels: Address }
  deployerKey: Hex
  jurors: readonly SimulatedJuror[]
}): Promise<void> {
  const { governance, deployerKey, jurors } = input
  const client = createChainClient({ rpcUrl: input.rpcUrl, timeoutMs: 30_000 })
  if ((await client.getChainId()) !== developmentChainId) throw new Error('simulated jurors are for development chains only')
  const { bond } = auditStart.panels
  const { gToken, panels } = governance
  await setNativeBalances(client, { accounts: jurors.map((juror) => juror.address), amount: parseEther('100') })
  const call = (what: string, to: Address, data: Hex) => ({ what, to, data, value: 0n, gas: callGas })
  const given = jurors.map((juror) => {
    return call('giving G to a juror', gToken, encodeFunctionData({ abi: gTokenAbi, functionName: 'transfer', args: [juror.address, bond] }))
  })
  await sendCalls(client, { privateKey: deployerKey, calls: given, timeoutMs: 120_000 })
  const approve = call('approving G', gToken, encodeFunctionData({ abi: gTokenAbi, functionName: 'approve', args: [panels, bond] }))
  const join = call('joining the jurors', panels, encodeFunctionData({ abi: panelsAbi, functionName: 'join', args: [nameKey(courtEntry), bond] }))
  await Promise.all(jurors.map(({ privateKey }) => sendCalls(client, { privateKey, calls: [approve, join], timeoutMs: 120_000 })))
}
