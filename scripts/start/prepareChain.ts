// Deploys the contracts on an empty development chain and sets them up. Runs in a separate process. Usage: prepareChain.ts RPC_URL DEPLOYMENT_FILE
// KEY_FILES_AS_JSON NUMBER_OF_VALIDATORS_THAT_RUN
import { renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import {
  deployAll,
  deployGovernance,
  developmentG,
  developmentGenesisTable,
  formDevelopmentSet,
  handOver,
  oneHolder,
  prepareDevelopment,
  seatSimulatedJurors,
  shareDevelopmentG,
  simulatedJurors,
  stakeForTasks,
} from '@infinitio/chain/node'
import { address, hex32, simulatedProviderKey, simulatedProviders } from '@infinitio/domain'
import { askChain } from '@infinitio/process/embedded'
import { privateKeyToAddress } from 'viem/accounts'
import { ed25519PublicKey, type KeyFiles, readKey, shareMarker, validatorNames } from './makeKeys.ts'
import { mineWaiting } from './mineWaiting.ts'

const [rpcUrl, deploymentFile, keyFiles, running] = process.argv.slice(2)
if (rpcUrl === undefined || deploymentFile === undefined || keyFiles === undefined || running === undefined)
  throw new Error('four arguments are needed')
const keys = JSON.parse(keyFiles) as KeyFiles

const stopMining = mineWaiting(rpcUrl)
try {
  const deployerKey = readKey(keys.deployer)
  const deployer = addressOf(keys.deployer)
  const addresses = await deployAll({ rpcUrl, deployerKey, stablecoin: null })
  await prepareDevelopment({
    rpcUrl,
    addresses,
    deployerKey,
    senderAddresses: [addressOf(keys.sender), addressOf(keys['lease-sender'])],
    shareAddress: addressOf(keys['share-sender']),
    receiptAddress: addressOf(keys.receipt),
    gatewayHostKey: hex32(ed25519PublicKey(readKey(keys['gateway-host']))),
    providerAddresses: [addressOf(keys.provider), addressOf(keys['simulated-provider'])],
  })
  const validators = validatorNames.map((name) => addressOf(keys[name]))
  const atWork = validatorNames.slice(0, Number(running)).map((name) => keys[name])
  // The engine uses the attestor (a key of the operator) only for statements about leases: lost nodes and credited seconds. The attestor is a member of the
  // validator set only if no validator runs.
  const members = (atWork.length === 0 ? [keys.attestor] : atWork).map((file) => ({ address: addressOf(file), privateKey: readKey(file) }))
  // The attestor is always registered as a possible member. If a later start runs no validators, it becomes the only member of the set.
  const spare = atWork.length === 0 ? [] : [addressOf(keys.attestor)]
  await formDevelopmentSet({ rpcUrl, addresses, deployerKey, members, others: [...validators.slice(atWork.length), ...spare] })
  const parties = { team: deployer, backers: deployer, ecosystem: deployer, distribution: deployer }
  const spares = {
    engine: addressOf(keys['spare-sender']),
    receipt: addressOf(keys['spare-receipt']),
    gatewayHost: hex32(ed25519PublicKey(readKey(keys['spare-gateway-host']))),
  }
  const table = developmentGenesisTable
  const governance = await deployGovernance({ rpcUrl, addresses, deployerKey, parties, table, holders: oneHolder(deployer), spares })
  const voters = [deployer, addressOf(keys.provider), addressOf(keys['simulated-provider'])]
  const { stakePerVoter } = developmentG
  await shareDevelopmentG({ rpcUrl, addresses, governance, deployerKey, voters, stakePerVoter, seedMakers: validators })
  const simulated = Object.keys(simulatedProviders).map((name) => simulatedProviderKey(readKey(keys['simulated-provider']), name))
  await stakeForTasks({ rpcUrl, addresses, deployerKey, providers: [readKey(keys.provider), ...simulated].map(withAddress) })
  const jurors = simulatedJurors(readKey(keys.jurors))
  await seatSimulatedJurors({ rpcUrl, governance, deployerKey, jurors })
  // The API labels the accounts in this file as simulated.
  writeFileSync(join(dirname(deploymentFile), 'jurors.json'), JSON.stringify(jurors.map((juror) => juror.address)))
  // This file shows that the deployment gave PToken to the key that pays the operator's shares (payments to providers for credited time). Without the file, the
  // engine is started without this key and pays no shares.
  writeFileSync(shareMarker(dirname(deploymentFile)), JSON.stringify(addressOf(keys['share-sender'])))
  await handOver({ rpcUrl, addresses, governance, deployerKey })
  // So far, the chain's clock was an hour late. From here on it shows the time of this machine.
  await askChain(rpcUrl, 'evm_setTime', [Math.floor(Date.now() / 1_000)])
  await askChain(rpcUrl, 'evm_mine')
  // This file is written last, and renamed in one step. So after an interruption, the file is missing, and the next start deploys again from the beginning.
  writeFileSync(`${deploymentFile}.new`, JSON.stringify(addresses, null, 2))
  renameSync(`${deploymentFile}.new`, deploymentFile)
} finally {
  await stopMining()
}

function addressOf(keyFile: string) {
  return withAddress(readKey(keyFile)).address
}

function withAddress(privateKey: `0x${string}`) {
  return { address: address(privateKeyToAddress(privateKey).toLowerCase()), privateKey }
}
