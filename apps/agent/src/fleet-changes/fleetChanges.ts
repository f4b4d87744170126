import path from 'node:path'
import { address, type SigningDomain } from '@infinitio/domain'
import type { HeartbeatAnswerWire, NodeSigningWire } from '@infinitio/domain/wire'
import type { Logger } from '@infinitio/process'
import { isSignedBy, readBlockSeconds } from '@infinitio/sdk'
import type { MarketSession, SigningNode } from '../market/marketSession.ts'
import { Quietly } from '../market/quietly.ts'
import { sendOrOlder } from '../market/sendOrOlder.ts'
import type { Fleet } from '../provision/fleetFile.ts'
import type { AgentEnv } from '../settings/env.ts'
import { actOnRow } from './actOnRow.ts'
import { askSignerOf, toNodeSigning } from './askSigner.ts'
import { type ChangeResult, type DeliveredChange, takeChange } from './takeChange.ts'

const reportAgainMs = 600_000

type Parts = {
  readonly env: AgentEnv
  readonly fleet: Fleet
  readonly market: MarketSession
  readonly nodes: ReadonlyMap<string, SigningNode>
  readonly logger: Logger
}

/**
 * Lets a provider change many machines with one signature. Reports to the market which key signs the asks of each node. When the answer to a heartbeat shows
 * that signed changes wait for nodes of this agent, fetches these changes and carries them out.
 */
export class FleetChanges {
  readonly #parts: Parts
  readonly #quietly: Quietly
  readonly #domain: SigningDomain
  #reported: { readonly text: string; readonly atMs: number } | null = null
  #isBusy = false

  constructor(parts: Parts) {
    this.#parts = parts
    this.#quietly = new Quietly(parts.logger)
    this.#domain = { chainId: parts.fleet.chainId, market: address(parts.fleet.market.toLowerCase()) }
  }

  /**
   * Reports which keys can sign the asks of this machine's nodes. If the heartbeat's answer shows waiting changes, fetches the lists that the provider signed
   * and carries out their rows. Call it after each heartbeat. Never rejects. Does nothing while an earlier call is still running.
   */
  async afterHeartbeat({ changes }: Pick<HeartbeatAnswerWire, 'changes'>): Promise<void> {
    if (this.#isBusy) return
    this.#isBusy = true
    await this.#quietly.run('reporting what signs the asks', () => this.#reportSigning())
    if (changes > 0) await this.#quietly.run('acting on a signed list', () => this.#takeAll())
    this.#isBusy = false
  }

  async #reportSigning(): Promise<void> {
    const { env, fleet, market } = this.#parts
    const signings: NodeSigningWire[] = []
    for (const { slot, nodeId } of fleet.nodes) signings.push(toNodeSigning(nodeId, await askSignerOf(env, { slot })))
    const text = JSON.stringify(signings)
    const nowMs = performance.now()
    if (this.#reported?.text === text && nowMs - this.#reported.atMs < reportAgainMs) return
    const isNewer = signings.some(({ mandateSignature }) => mandateSignature !== undefined)
    const older = isNewer ? signings.map(({ mandateSignature: _, ...signing }) => signing) : null
    await sendOrOlder({ request: signings, older }, (nodes) => market.call((client) => client.putNodeSigning({ nodes })))
    this.#reported = { text, atMs: nowMs }
  }

  async #takeAll(): Promise<void> {
    const { market } = this.#parts
    const { changes } = await market.call((client) => client.getNodeChanges())
    for (const delivered of changes) {
      const node = delivered.row.node
      const result = await this.#quietly.run(`the signed list for ${node}`, () => this.#take(delivered))
      if (result !== null) await market.call((client) => client.sendNodeChangeResults({ results: [{ ...result, node }] }))
    }
  }

  async #take(delivered: DeliveredChange): Promise<ChangeResult | null> {
    const { env, fleet, market, nodes, logger } = this.#parts
    const rpc = { rpcUrl: env.RPC_URL }
    const { node: nodeId } = delivered.row
    const slot = fleet.nodes.find((one) => one.nodeId === nodeId)?.slot
    const account = nodes.get(nodeId)?.account
    if (slot === undefined || account === undefined) return null
    const result = await takeChange(delivered, {
      ...{ nodeId, nodeKey: account.address, domain: this.#domain, folder: path.join(env.AGENT_DATA_DIR, 'nodes', slot) },
      now: await this.#nowSeconds(),
      isSigned: (signed) => isSignedBy(signed, rpc),
      act: async (row, owner) => {
        const signer = await askSignerOf(env, { slot })
        return market.call(async (client) => {
          const told = await client.getChain()
          // Use this fleet's stored chain and Market contract for signatures, even if the API now names others.
          const chain = { ...told, chainId: fleet.chainId, addresses: { ...told.addresses, market: fleet.market } }
          return actOnRow(row, { nodeId, owner, account, signer, ...rpc }, { client, chain })
        })
      },
    })
    logger.info({ nodeId, hash: result.hash, code: result.code }, 'answered a signed list of listing changes')
    return result
  }

  /**
   * Returns the later of two times in Unix seconds: this machine's clock and the time of the newest block. So an expired list does not look valid when one of
   * the two is behind.
   */
  async #nowSeconds(): Promise<bigint> {
    const block = await readBlockSeconds({ rpcUrl: this.#parts.env.RPC_URL })
    const wall = BigInt(Math.floor(Date.now() / 1_000))
    return block > wall ? block : wall
  }
}
