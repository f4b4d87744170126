import { disputeCourtAbi, nameKey, panelsAbi, pTokenAbi, readAddresses, readAudits, readCourt, voteCommitment } from '@infinitio/chain'
import { createChainClient, sendCalls, type SimulatedJuror, simulatedJurors } from '@infinitio/chain/node'
import { type Address, address, hex32 } from '@infinitio/domain'
import { createClient } from '@infinitio/sdk'
import { encodeFunctionData, type Hex, keccak256, toBytes } from 'viem'
import { keyOf } from './queueSlash.ts'
import type { TestDeployment } from './startTestDeployment.ts'

type Hidden = { readonly id: bigint; readonly round: number; readonly jurors: readonly SimulatedJuror[] }

/** Lets a test act at the court that decides disputes. It has the actions of the deployment's simulated jurors, and the money that the contracts hold. */
export type CourtRoom = {
  /** Returns the keys of the simulated jurors in the present jury of a dispute, in the order of the jury. */
  readonly jury: (id: number) => Promise<readonly SimulatedJuror[]>
  /** Replaces the votes to which the simulated jurors have already committed by another vote. Returns a function that reveals the new votes. */
  readonly vote: (hidden: Hidden & { readonly vote: number }) => Promise<() => Promise<void>>
  /** Replaces the hidden vote of each juror by bytes that nobody can reveal, as if the juror had lost its key. */
  readonly loseKeys: (hidden: Hidden) => Promise<void>
  /** Pays an account PToken from the deployer. */
  readonly give: (account: Address, amount: bigint) => Promise<void>
  readonly balanceOf: (account: Address) => Promise<bigint>
  /** Returns how much PToken the court contract has, in base units. */
  readonly held: () => Promise<bigint>
  /** Returns the bond of a juror, in base units of G. */
  readonly jurorBond: (account: Address) => Promise<bigint>
}

const gas = 400_000n

/** Returns the functions with which a test acts at the court of disputes in a deployment. First reads the addresses of the contracts. */
export async function openCourtRoom(deployment: Pick<TestDeployment, 'url' | 'rpcUrl' | 'dataDir'>): Promise<CourtRoom> {
  const client = createChainClient({ rpcUrl: deployment.rpcUrl, timeoutMs: 30_000 })
  const api = createClient({ baseUrl: deployment.url })
  const { chainId, addresses } = await api.getChain()
  const directory = address(addresses.directory)
  const court = await readCourt(client, directory)
  const audits = await readAudits(client, directory)
  const { pToken } = await readAddresses(client, directory)
  if (court === null || audits === null) throw new Error('the deployment has no court')
  const all = simulatedJurors(keyOf(deployment, 'jurors'))
  const send = (privateKey: Hex, to: Address, data: Hex) =>
    sendCalls(client, { privateKey, calls: [{ to, data, value: 0n, gas, what: 'a call of the test' }], timeoutMs: 60_000 })
  const commit = (id: bigint, juror: SimulatedJuror, commitment: Hex) =>
    send(juror.privateKey, court, encodeFunctionData({ abi: disputeCourtAbi, functionName: 'commit', args: [id, commitment] }))
  const balanceOf = (account: Address) => client.readContract({ address: pToken, abi: pTokenAbi, functionName: 'balanceOf', args: [account] })
  return {
    async jury(id) {
      const { jurors } = await api.getDispute(`${id}`)
      return jurors.map((account) => all.find((one) => one.address === account)).filter((one) => one !== undefined)
    },
    async vote({ id, round, jurors, vote }) {
      const hidden = jurors.map((juror) => ({ juror, salt: hex32(keccak256(toBytes(`${id} ${round} ${juror.address}`))) }))
      await Promise.all(
        hidden.map(({ juror, salt }) =>
          commit(id, juror, voteCommitment({ dispute: id, round, juror: juror.address, vote }, { chainId, court, salt })),
        ),
      )
      return async () => {
        const calls = hidden.map(({ juror, salt }) =>
          send(juror.privateKey, court, encodeFunctionData({ abi: disputeCourtAbi, functionName: 'reveal', args: [id, juror.address, vote, salt] })),
        )
        await Promise.all(calls)
      }
    },
    async loseKeys({ id, jurors }) {
      await Promise.all(jurors.map((juror) => commit(id, juror, keccak256(toBytes('lost')))))
    },
    async give(account, amount) {
      const data = encodeFunctionData({ abi: pTokenAbi, functionName: 'transfer', args: [account, amount] })
      await send(keyOf(deployment, 'deployer'), pToken, data)
    },
    balanceOf,
    held: () => balanceOf(court),
    async jurorBond(account) {
      const args = [nameKey('DisputeCourt'), account] as const
      return (await client.readContract({ address: audits.panels, abi: panelsAbi, functionName: 'memberOf', args })).bond
    },
  }
}
