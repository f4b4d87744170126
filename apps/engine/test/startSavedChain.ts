import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { createChainClient, deployAll, prepareDevelopment } from '@infinitio/chain/node'
import { type TestChain, testKey } from '@infinitio/chain/test'
import { startAnvil } from '@infinitio/process/embedded'
import { keccak256, toBytes, toHex } from 'viem'

/** A chain that is saved to disk once a second. A test can kill it and start it again from the saved state. */
export interface SavedChain extends TestChain {
  /** Time of the last save, in wall-clock ms; 0 before the first. */
  savedAtMs(): number
  kill(): Promise<void>
  startAgain(): Promise<void>
  /** Copies the last saved state as a backup. If the chain was just writing its file, so that the copy is incomplete, copies the file again. */
  keepBackup(): Promise<void>
  /** Kills the chain and starts it from the backup, of any age. */
  restoreBackup(): Promise<void>
}

/** Starts a development chain with a state file and every contract on it. */
export async function startSavedChain(): Promise<SavedChain> {
  const dataDir = mkdtempSync(join(tmpdir(), 'infinitio-saved-chain-'))
  const stateFile = join(dataDir, 'state.json')
  const backup = join(dataDir, 'backup.json')
  const options = { dataDir, chainId: 31_337, stateFile, mining: 'instant' as const }
  let anvil = await startAnvil({ ...options, port: 0 })
  const { url: rpcUrl, port } = anvil
  const keys = {
    deployer: testKey('deployer'),
    sender: testKey('sender'),
    receipt: testKey('receipt'),
    provider: testKey('provider'),
    renter: testKey('renter'),
  }
  const deployerKey = keys.deployer.privateKey
  const addresses = await deployAll({ rpcUrl, deployerKey, stablecoin: null })
  const parties = { senderAddresses: [keys.sender.address], receiptAddress: keys.receipt.address, providerAddresses: [keys.provider.address] }
  await prepareDevelopment({ rpcUrl, addresses, deployerKey, gatewayHostKey: keccak256(toBytes('gateway host key')), ...parties })
  const client = createChainClient({ rpcUrl, timeoutMs: 10_000 })
  const ask = async (method: string, params: unknown[]) => {
    await client.request({ method, params } as Parameters<typeof client.request>[0])
  }
  return {
    rpcUrl,
    chainId: 31_337,
    addresses,
    keys,
    mine: (blocks) => ask('anvil_mine', [toHex(blocks)]),
    async travel(seconds) {
      await ask('evm_increaseTime', [toHex(seconds)])
      await ask('evm_mine', [])
    },
    async restart() {
      await anvil.stop()
      anvil = await startAnvil({ ...options, port })
    },
    savedAtMs: () => statSync(stateFile, { throwIfNoEntry: false })?.mtimeMs ?? 0,
    async kill() {
      process.kill(anvil.pid, 'SIGKILL')
      await anvil.exited
    },
    async startAgain() {
      anvil = await startAnvil({ ...options, port })
    },
    async keepBackup() {
      do {
        await delay(20)
        copyFileSync(stateFile, backup)
      } while (!isWhole(backup))
    },
    async restoreBackup() {
      process.kill(anvil.pid, 'SIGKILL')
      await anvil.exited
      copyFileSync(backup, stateFile)
      anvil = await startAnvil({ ...options, port })
    },
    async stop() {
      await anvil.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

function isWhole(file: string): boolean {
  try {
    JSON.parse(readFileSync(file, 'utf8'))
    return true
  } catch {
    return false
  }
}
