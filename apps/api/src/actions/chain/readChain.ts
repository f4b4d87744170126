import { readEngineHealth } from '@infinitio/db'
import { knownHostsLine } from '@infinitio/domain'
import { type ChainWire, settleTermsToWire } from '@infinitio/domain/wire'
import { ChainUnavailableError } from '../../chain/ChainUnavailableError.ts'
import { developmentChainId } from '../../chain/createMarketFacts.ts'
import type { Services } from '../../services/services.ts'
import { developmentAccounts } from './readDevelopmentKey.ts'

/** Returns the addresses, limits and times that a client needs before it signs. Throws ChainUnavailableError while no recent block is known. */
export async function readChain(services: Services): Promise<ChainWire> {
  const { facts, clock, db, gateway, settleTerms, localToken } = services
  const known = await facts.read()
  const reading = clock.read()
  if (!reading.ok) throw new ChainUnavailableError('no block was seen for 5 s')
  const health = await readEngineHealth(db)
  const { addresses, chainId } = known
  return {
    chainId,
    developmentChain: chainId === developmentChainId,
    localEndpoints: chainId === developmentChainId && localToken !== null,
    addresses: {
      directory: addresses.directory,
      ptoken: addresses.pToken,
      market: addresses.market,
      leaseToken: addresses.leaseToken,
      stakeVault: addresses.stakeVault,
      nodeRegistry: addresses.nodeRegistry,
      classCatalog: addresses.classCatalog,
      attestations: addresses.attestations,
      feeSplitter: addresses.feeSplitter,
      stablecoin: addresses.stablecoin,
      faucet: addresses.faucet,
    },
    receiptKey: known.receiptKey,
    feeBps: known.feeBps,
    ...settleTermsToWire(settleTerms),
    blockNumber: reading.blockNumber,
    blockTimestamp: reading.blockTimestamp,
    finalBlockNumber: Number(health.finalNumber ?? 0n),
    chainNow: reading.now,
    gateway: {
      sshHost: gateway.sshHost,
      sshPort: gateway.sshPort,
      tunnelPort: gateway.tunnelPort,
      hostKey: known.gatewayHostKey,
      knownHostsLine: knownHostsLine({ host: gateway.sshHost, port: gateway.sshPort, hostKey: known.gatewayHostKey }),
      terminalUrl: gateway.terminalUrl,
      servicesUrl: gateway.servicesUrl,
      others: gateway.others.map((other) => ({
        ...other,
        knownHostsLine: knownHostsLine({ host: other.sshHost, port: other.sshPort, hostKey: known.gatewayHostKey }),
      })),
    },
    developmentAccounts: chainId === developmentChainId ? developmentAccounts(services) : [],
  }
}
